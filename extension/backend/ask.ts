import { browser } from '#imports';
import type { Asked, Kind, Reply } from './messages';

/** How every part of the extension but the background reaches the backend: by naming a row of the table. */
export type Ask = <K extends Kind>(kind: K, body: Asked[K]) => Promise<Reply<K>>;

export const ask: Ask = async (kind, body) => {
  try {
    const reply: unknown = await browser.runtime.sendMessage({ kind, body });
    return (reply ?? { ok: false, problem: 'not_allowed' }) as never;
  } catch {
    // A newer version of the extension has taken over: this copy has nobody left to talk to, and says nothing more.
    if (!browser.runtime?.id) return new Promise(() => undefined);
    return { ok: false, problem: 'away' } as never;
  }
};

export async function askBackground(kind: 'open_options' | 'status' | 'unpair'): Promise<unknown>;
export async function askBackground(kind: 'pair', body: { url: string; code: string }): Promise<unknown>;
export async function askBackground(kind: 'open_rule', body: { rule_id: string }): Promise<unknown>;
export async function askBackground(kind: string, body: unknown = {}): Promise<unknown> {
  return browser.runtime.sendMessage({ kind, body });
}
