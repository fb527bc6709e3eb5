/** What the fields of a message may be. The backend judges their meaning; here only shape and size are held. */

const POSTING_NUMBER = /^\d{5,12}-\d{4}-\d{1,3}$/;
/** Never dots alone: an address would take them for a step up. */
const ID = /^(?!\.+$)[\w.:-]{1,120}$/;
const RULE_ID = /^[A-Z]{2,6}-[A-Z0-9][A-Z0-9-]{0,30}$/;

export type Fields = Record<string, unknown>;

export function fields(body: unknown, allowed: readonly string[]): body is Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  return Object.keys(body).every((name) => allowed.includes(name));
}

export const text = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;
export const maybe = (value: unknown, check: (value: unknown) => boolean): boolean =>
  value === undefined || check(value);
export const number = (value: unknown): boolean => typeof value === 'string' && POSTING_NUMBER.test(value);
export const id = (value: unknown): boolean => typeof value === 'string' && ID.test(value);
export const locale = (value: unknown): boolean => value === 'ru' || value === 'en' || value === 'zh-CN';
export const time = (value: unknown): boolean => text(value, 40) && !Number.isNaN(Date.parse(value));

export function values(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= 40 && entries.every(([name, given]) => name.length <= 80 && text(given, 1_000));
}

/** The id of a rule: one of the catalogue (AMT-03) or the seller's own (OWN-…). */
export const ruleId = (value: unknown): value is string => typeof value === 'string' && RULE_ID.test(value);
export const flag = (value: unknown): value is boolean => typeof value === 'boolean';
export const day = (value: unknown): boolean => text(value, 40);
export const word = (value: unknown): boolean => text(value, 60) && /^[\w.-]*$/.test(value);

export function many(value: unknown, check: (value: unknown) => boolean, most = 200): boolean {
  return Array.isArray(value) && value.length <= most && value.every(check);
}
