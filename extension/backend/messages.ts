import type { Card, Finding, Health, LookupItem, Rendering, Suggestion } from './shapes';

/**
 * What parts of the extension may ask of the backend. The table is the whole of it: a message names a row, never an
 * address, so that a page which got hold of a content script could ask for nothing else.
 */

export interface Asked {
  look_up: { posting_numbers: string[]; company_id?: string };
  card: { posting_number: string; company_id?: string };
  suggest: {
    posting_number?: string;
    return_id?: string;
    purpose?: string;
    query?: string;
    locale: string;
    company_id?: string;
  };
  render: {
    template_id: string;
    posting_number?: string;
    return_id?: string;
    values: Record<string, string>;
    locale: string;
    company_id?: string;
  };
  check_text: { text: string; purpose?: string; posting_number?: string; company_id?: string };
  observe: { return_id: string; answer_due_at: string; seen_at: string; page: string };
  search: { q: string };
  due: { due_before: string };
  health: Record<string, never>;
}

export interface Answered {
  look_up: { items: LookupItem[] };
  card: Card;
  suggest: { items: Suggestion[] };
  render: Rendering;
  check_text: { findings: Finding[] };
  observe: unknown;
  search: { items: FoundOrder[] };
  due: { items: DueReturn[] };
  health: Health;
}

export interface FoundOrder {
  posting_number: string;
  scheme?: string | null;
  status?: string | null;
  products?: { name?: string | null }[] | null;
}

export interface DueReturn {
  id: string;
  posting_number: string;
  state?: string | null;
  state_name?: string | null;
  scheme?: string | null;
  product?: { name?: string | null } | null;
  next_deadline?: { at: string; warn_at?: string | null } | null;
  line?: string | null;
}

export type Kind = keyof Asked;
export type Message = { [K in Kind]: { kind: K; body: Asked[K] } }[Kind];

/** Why there is no answer; the words for it live in the locales. */
export type Problem = 'not_paired' | 'away' | 'refused' | 'token_refused' | 'no_permission' | 'not_allowed';

export type Reply<K extends Kind> =
  | { ok: true; data: Answered[K] }
  | { ok: false; problem: Problem; detail?: string; retryAt?: number };

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
}

interface Row<K extends Kind> {
  /** Which senders may use it: a content script on the seller center, or the extension's own pages. */
  from: readonly ('page' | 'own')[];
  valid(body: unknown): body is Asked[K];
  call(body: Asked[K]): Call;
}

const POSTING_NUMBER = /^\d{5,12}-\d{4}-\d{1,3}$/;
const ID = /^[\w.:-]{1,120}$/;
export const LARGEST_MESSAGE = 64_000;

type Fields = Record<string, unknown>;

function fields(body: unknown, allowed: readonly string[]): body is Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  return Object.keys(body).every((name) => allowed.includes(name));
}

const text = (value: unknown, longest: number): value is string => typeof value === 'string' && value.length <= longest;
const maybe = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value);
const number = (value: unknown): boolean => typeof value === 'string' && POSTING_NUMBER.test(value);
const id = (value: unknown): boolean => typeof value === 'string' && ID.test(value);
const locale = (value: unknown): boolean => value === 'ru' || value === 'en' || value === 'zh-CN';
const time = (value: unknown): boolean => text(value, 40) && !Number.isNaN(Date.parse(value));

function values(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= 40 && entries.every(([name, given]) => name.length <= 80 && text(given, 1_000));
}

export const TABLE: { readonly [K in Kind]: Row<K> } = {
  look_up: {
    from: ['page', 'own'],
    valid: (body): body is Asked['look_up'] =>
      fields(body, ['posting_numbers', 'company_id']) &&
      Array.isArray(body.posting_numbers) &&
      body.posting_numbers.length >= 1 &&
      body.posting_numbers.length <= 200 &&
      body.posting_numbers.every(number) &&
      maybe(body.company_id, id),
    call: (body) => ({ method: 'POST', path: '/orders/lookups', body }),
  },
  card: {
    from: ['page', 'own'],
    valid: (body): body is Asked['card'] =>
      fields(body, ['posting_number', 'company_id']) && number(body.posting_number) && maybe(body.company_id, id),
    call: ({ posting_number, company_id }) => ({
      method: 'GET',
      path: `/orders/${encodeURIComponent(posting_number)}${company_id ? `?company_id=${encodeURIComponent(company_id)}` : ''}`,
    }),
  },
  suggest: {
    from: ['page', 'own'],
    valid: (body): body is Asked['suggest'] =>
      fields(body, ['posting_number', 'return_id', 'purpose', 'query', 'locale', 'company_id']) &&
      maybe(body.posting_number, number) &&
      maybe(body.return_id, id) &&
      maybe(body.purpose, id) &&
      maybe(body.query, (query) => text(query, 200)) &&
      locale(body.locale) &&
      maybe(body.company_id, id),
    call: (body) => ({ method: 'POST', path: '/templates/suggestions', body }),
  },
  render: {
    from: ['page', 'own'],
    valid: (body): body is Asked['render'] =>
      fields(body, ['template_id', 'posting_number', 'return_id', 'values', 'locale', 'company_id']) &&
      id(body.template_id) &&
      maybe(body.posting_number, number) &&
      maybe(body.return_id, id) &&
      values(body.values) &&
      locale(body.locale) &&
      maybe(body.company_id, id),
    call: ({ template_id, ...body }) => ({
      method: 'POST',
      path: `/templates/${encodeURIComponent(template_id)}/renderings`,
      body,
    }),
  },
  check_text: {
    from: ['page', 'own'],
    valid: (body): body is Asked['check_text'] =>
      fields(body, ['text', 'purpose', 'posting_number', 'company_id']) &&
      text(body.text, 10_000) &&
      maybe(body.purpose, id) &&
      maybe(body.posting_number, number) &&
      maybe(body.company_id, id),
    call: (body) => ({ method: 'POST', path: '/policy/texts', body }),
  },
  observe: {
    from: ['page'],
    valid: (body): body is Asked['observe'] =>
      fields(body, ['return_id', 'answer_due_at', 'seen_at', 'page']) &&
      id(body.return_id) &&
      time(body.answer_due_at) &&
      time(body.seen_at) &&
      text(body.page, 80),
    call: ({ return_id, ...body }) => ({
      method: 'POST',
      path: `/returns/${encodeURIComponent(return_id)}/observations`,
      body,
    }),
  },
  search: {
    from: ['own'],
    valid: (body): body is Asked['search'] => fields(body, ['q']) && text(body.q, 120),
    call: (body) => ({ method: 'GET', path: `/orders?limit=20&q=${encodeURIComponent(body.q)}` }),
  },
  due: {
    from: ['own'],
    valid: (body): body is Asked['due'] => fields(body, ['due_before']) && time(body.due_before),
    call: (body) => ({ method: 'GET', path: `/returns?limit=50&due_before=${encodeURIComponent(body.due_before)}` }),
  },
  health: {
    from: ['own'],
    valid: (body): body is Asked['health'] => fields(body, []),
    call: () => ({ method: 'GET', path: '/health' }),
  },
};

/** The call that a message stands for, or null where sender, shape or size is not what the table allows. */
export function callFor(message: unknown, sender: 'page' | 'own'): { kind: Kind; call: Call } | null {
  if (!fields(message, ['kind', 'body']) || typeof message.kind !== 'string') return null;
  if (!Object.hasOwn(TABLE, message.kind)) return null;
  const kind = message.kind as Kind;
  const row = TABLE[kind] as Row<Kind>;
  if (!row.from.includes(sender) || JSON.stringify(message).length > LARGEST_MESSAGE) return null;
  return row.valid(message.body) ? { kind, call: row.call(message.body as never) } : null;
}

export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  tab?: unknown;
}

const SELLER_CENTER = 'https://seller.ozon.ru';

/** Who speaks: the content script in the top frame of the seller center, one of our own pages, or nobody we know. */
export function senderKind(sender: Sender, ownId: string, ownOrigin: string): 'page' | 'own' | null {
  if (sender.id !== ownId || !sender.url) return null;
  const origin = originOf(sender.url);
  if (origin === ownOrigin) return 'own';
  return origin === SELLER_CENTER && sender.frameId === 0 && sender.tab ? 'page' : null;
}

/** `URL.origin` is the word "null" for extension schemes in some engines, so scheme and host are joined by hand. */
export function originOf(address: string): string | null {
  const url = URL.parse(address);
  return url && `${url.protocol}//${url.host}`;
}
