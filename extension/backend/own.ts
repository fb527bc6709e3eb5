import type { Connection } from './client';

export type UiLocale = 'zh-CN' | 'ru' | 'en';

/** The one of our three languages that a browser's language tag stands for. */
export function uiLocale(tag: string): UiLocale {
  const language = tag.toLowerCase();
  if (language.startsWith('zh')) return 'zh-CN';
  return language.startsWith('ru') ? 'ru' : 'en';
}

/** What `connection` in storage holds, or null where it is not what pairing writes. */
export function asConnection(stored: unknown): Connection | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { url, token } = stored as { url?: unknown; token?: unknown };
  return typeof url === 'string' && typeof token === 'string' && token ? { url, token } : null;
}

/** A name by which a person knows this browser in the list of devices. */
export function deviceName(userAgent: string): string {
  const browserName = /Firefox\//.test(userAgent) ? 'Firefox' : /Edg\//.test(userAgent) ? 'Edge' : 'Chrome';
  const system = /Windows/.test(userAgent) ? 'Windows' : /Mac OS/.test(userAgent) ? 'macOS' : 'Linux';
  return `${browserName}, ${system}`;
}
