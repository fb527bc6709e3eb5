import { type Call, get, post } from './calls';
import { fields, id, locale, maybe, number, text, time, values } from './checks';
import { type DeskAnswered, type DeskAsked, deskTable } from './desk';
import type { components } from './openapi';
import type { Card, Finding, Health, LookupItem, Rendering, Suggestion } from './shapes';

/**
 * What parts of the extension may ask of the backend. The table is the whole of it: a message names a row, never an
 * address, so that a page which got hold of a content script could ask for nothing else. Addresses, parameters and
 * bodies are checked against the API's own document when this is compiled.
 */

type Schemas = components['schemas'];

interface PageAsked {
  look_up: Schemas['LookupRequest'];
  card: { posting_number: string; company_id?: string };
  suggest: Schemas['SuggestionsRequest'];
  render: Schemas['RenderingRequest'] & { template_id: string; values: Record<string, string> };
  check_text: Schemas['TextRequest'];
  observe: Schemas['ObservationRequest'] & { return_id: string };
  search: { q: string };
  due: { due_before: string; account_id?: string; cursor?: string };
  health: Record<string, never>;
}

interface PageAnswered {
  look_up: { items: LookupItem[] };
  card: Card;
  suggest: { items: Suggestion[] };
  render: Rendering;
  check_text: { findings: Finding[] };
  observe: unknown;
  search: Schemas['OrderList'];
  due: Schemas['ReturnList'];
  health: Health;
}

export type Asked = PageAsked & DeskAsked;
export type Answered = PageAnswered & DeskAnswered;
export type Kind = keyof Asked;
export type Message = { [K in Kind]: { kind: K; body: Asked[K] } }[Kind];

/** Why there is no answer; the words for it live in the locales. */
export type Problem = 'not_paired' | 'away' | 'refused' | 'token_refused' | 'no_permission' | 'not_allowed';

export type Reply<K extends Kind> = { ok: true; data: Answered[K] } | ({ ok: false } & Trouble);

/** What went wrong, as far as the backend said it: a sentence, and where a form was filled in wrongly. */
export interface Trouble {
  problem: Problem;
  detail?: string;
  /** What is wrong with single fields, by their names. */
  errors?: Record<string, string[]>;
  /** The place in an expression, in code points. */
  place?: number;
  retryAt?: number;
}

export const HEALTH: Call = get('/api/v1/health', {});

/** Pairing is no row of the table: only the settings page may ask for it, and there is no token yet. */
export function pairing(code: string, deviceName: string): Call {
  return post('/api/v1/pairing', { body: { code, device_name: deviceName } });
}

/** Whether the token is still known, at the price of one row. */
export const ANYTHING: Call = get('/api/v1/returns', { params: { query: { limit: 1 } } });

interface Row<K extends Kind> {
  /** Which senders may use it: a content script on the seller center, or the extension's own pages. */
  from: readonly ('page' | 'own')[];
  valid(body: unknown): body is Asked[K];
  call(body: Asked[K]): Call;
  /** How many characters the message may have, where that is not `LARGEST_MESSAGE`. */
  largest?: number;
}

export const LARGEST_MESSAGE = 64_000;

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
    call: (body) => post('/api/v1/orders/lookups', { body }),
  },
  card: {
    from: ['page', 'own'],
    valid: (body): body is Asked['card'] =>
      fields(body, ['posting_number', 'company_id']) && number(body.posting_number) && maybe(body.company_id, id),
    call: ({ posting_number, company_id }) =>
      get('/api/v1/orders/{posting_number}', {
        params: { path: { posting_number }, query: company_id ? { company_id } : {} },
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
    call: (body) => post('/api/v1/templates/suggestions', { body }),
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
    call: ({ template_id, ...body }) =>
      post('/api/v1/templates/{template_id}/renderings', { params: { path: { template_id } }, body }),
  },
  check_text: {
    from: ['page', 'own'],
    valid: (body): body is Asked['check_text'] =>
      fields(body, ['text', 'purpose', 'posting_number', 'company_id']) &&
      text(body.text, 10_000) &&
      maybe(body.purpose, id) &&
      maybe(body.posting_number, number) &&
      maybe(body.company_id, id),
    call: (body) => post('/api/v1/policy/texts', { body }),
  },
  observe: {
    from: ['page'],
    valid: (body): body is Asked['observe'] =>
      fields(body, ['return_id', 'answer_due_at', 'seen_at', 'page']) &&
      id(body.return_id) &&
      time(body.answer_due_at) &&
      time(body.seen_at) &&
      text(body.page, 80),
    call: ({ return_id, ...body }) =>
      post('/api/v1/returns/{return_id}/observations', { params: { path: { return_id } }, body }),
  },
  search: {
    from: ['own'],
    valid: (body): body is Asked['search'] => fields(body, ['q']) && text(body.q, 100),
    call: ({ q }) => get('/api/v1/orders', { params: { query: { limit: 20, q } } }),
  },
  due: {
    from: ['own'],
    valid: (body): body is Asked['due'] =>
      fields(body, ['due_before', 'account_id', 'cursor']) &&
      time(body.due_before) &&
      maybe(body.account_id, id) &&
      maybe(body.cursor, (cursor) => text(cursor, 500)),
    call: (query) => get('/api/v1/returns', { params: { query: { limit: 50, ...query } } }),
  },
  health: {
    from: ['own'],
    valid: (body): body is Asked['health'] => fields(body, []),
    call: () => HEALTH,
  },
  ...deskTable,
};

/** The call that a message stands for, or null where sender, shape or size is not what the table allows. */
export function callFor(message: unknown, sender: 'page' | 'own'): { kind: Kind; call: Call } | null {
  if (!fields(message, ['kind', 'body']) || typeof message.kind !== 'string') return null;
  if (!Object.hasOwn(TABLE, message.kind)) return null;
  const kind = message.kind as Kind;
  const row = TABLE[kind] as Row<Kind>;
  if (!row.from.includes(sender) || JSON.stringify(message).length > (row.largest ?? LARGEST_MESSAGE)) return null;
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
