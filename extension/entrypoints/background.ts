import { browser, defineBackground } from '#imports';
import { fields, ruleId } from '../backend/checks';
import { Client, type Connection, localAddress, type Outcome } from '../backend/client';
import { ANYTHING, callFor, pairing, type Sender, senderKind } from '../backend/messages';
import { asConnection, deviceName, uiLocale } from '../backend/own';
import { REACHABLE, type Reach } from '../backend/reach';

const memory = {
  async connection(): Promise<Connection | null> {
    const { connection } = await browser.storage.local.get('connection');
    return asConnection(connection);
  },
  async reach(): Promise<Reach> {
    const { reach } = await browser.storage.session.get('reach');
    return (reach as Reach | undefined) ?? REACHABLE;
  },
  async keepReach(reach: Reach): Promise<void> {
    await browser.storage.session.set({ reach });
  },
};

/** Things the background does itself; pairing and unpairing only for the extension's own pages. */
async function ownAffair(message: unknown, from: 'page' | 'own', client: Client): Promise<unknown> {
  const { kind, body } = (message ?? {}) as { kind?: unknown; body?: unknown };
  if (kind === 'open_options') {
    await browser.runtime.openOptionsPage();
    return { ok: true, data: null };
  }
  if (kind === 'open_rule') {
    if (!fields(body, ['rule_id']) || !ruleId(body.rule_id)) return undefined;
    await openDashboard(`/rules/${body.rule_id}`);
    return { ok: true, data: null };
  }
  if (from !== 'own') return undefined;
  if (kind === 'pair') return pair(body, client);
  if (kind === 'unpair') {
    await browser.storage.local.remove('connection');
    return { ok: true, data: null };
  }
  if (kind === 'status') {
    const connection = await memory.connection();
    if (!connection) return { ok: true, data: { url: null } };
    const outcome = await client.send(ANYTHING);
    return { ok: true, data: { url: connection.url, outcome: outcome.ok ? null : outcome } };
  }
  return undefined;
}

/** The place of the dashboard that was asked for last and is not shown yet. */
let wanted: string | null = null;
let showing: Promise<void> | null = null;
/** The tab that was opened last: while it loads, it tells no address by which it could be found. */
let opened: number | undefined;

/**
 * Shows a place of the dashboard: in its own tab, the one that is open already where there is one. One at a time, and
 * only the last of those asked for meanwhile, so that however many are asked for, one tab is opened.
 */
function openDashboard(place: string): Promise<void> {
  wanted = place;
  showing ??= showWanted().finally(() => {
    showing = null;
  });
  return showing;
}

async function showWanted(): Promise<void> {
  while (wanted !== null) {
    const place = wanted;
    wanted = null;
    await show(place);
  }
}

async function show(place: string): Promise<void> {
  const dashboard = browser.runtime.getURL('/dashboard.html');
  const url = `${dashboard}#${place}`;
  const tabs = await browser.tabs.query({});
  // Without the permission for tabs only our own pages tell their address here, which are the ones looked for.
  const open = tabs.find(
    ({ id, url: at, status }) =>
      id !== undefined && (at?.startsWith(dashboard) || (id === opened && status === 'loading')),
  );
  if (open?.id === undefined) {
    opened = (await browser.tabs.create({ url })).id;
    return;
  }
  await browser.tabs.update(open.id, { url, active: true });
  await browser.windows.update(open.windowId, { focused: true });
}

async function pair(body: unknown, client: Client): Promise<Outcome> {
  const { url, code } = (body ?? {}) as { url?: unknown; code?: unknown };
  const address = typeof url === 'string' ? localAddress(url) : null;
  if (!address || typeof code !== 'string' || code.length > 40) return { ok: false, problem: 'not_allowed' };
  const answer = await client.open(address, pairing(code.trim(), deviceName(navigator.userAgent)));
  if (!answer.ok) return answer;
  const { token } = answer.data as { token?: unknown };
  if (typeof token !== 'string') return { ok: false, problem: 'refused' };
  await browser.storage.local.set({ connection: { url: address, token } });
  await memory.keepReach(REACHABLE);
  return { ok: true, data: null };
}

export default defineBackground(() => {
  // Firefox has no setAccessLevel: there storage.local is kept from content scripts by our never asking for it.
  void browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
  const client = new Client(memory, () => uiLocale(browser.i18n.getUILanguage()));
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');

  async function answer(message: unknown, from: 'page' | 'own'): Promise<unknown> {
    const asked = callFor(message, from);
    if (asked) return client.send(asked.call);
    return (await ownAffair(message, from, client)) ?? { ok: false, problem: 'not_allowed' };
  }

  browser.runtime.onMessage.addListener((message: unknown, sender: Sender, respond: (reply: unknown) => void) => {
    const from = senderKind(sender, browser.runtime.id, ownOrigin);
    if (!from) return false;
    void answer(message, from).then(respond);
    return true;
  });

  browser.commands.onCommand.addListener((command: string) => {
    if (command === 'open-picker') void tellActiveTab({ kind: 'open_picker' });
  });

  browser.storage.onChanged.addListener((changes, area) => {
    // A new pairing is tried at once, not after the wait that an old one had earned.
    if (area === 'local' && 'connection' in changes) void memory.keepReach(REACHABLE).then(tellSellerCenter);
  });

  void browser.sidePanel?.setPanelBehavior({ openPanelOnActionClick: true });
});

/** Pages that wait for a connection ask again. */
async function tellSellerCenter(): Promise<void> {
  const tabs = await browser.tabs.query({ url: 'https://seller.ozon.ru/*' });
  for (const { id } of tabs) {
    if (id !== undefined)
      await browser.tabs.sendMessage(id, { kind: 'connected' }, { frameId: 0 }).catch(() => undefined);
  }
}

async function tellActiveTab(message: unknown): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return;
  // A tab without our script has nobody to tell: nothing to do there.
  await browser.tabs.sendMessage(tab.id, message, { frameId: 0 }).catch(() => undefined);
}
