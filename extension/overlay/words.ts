import { i18n } from '#i18n';
import { browser } from '#imports';
import type { Problem } from '../backend/messages';
import { type UiLocale, uiLocale } from '../backend/own';
import type { Money, Severity } from '../backend/shapes';

/** Shapes that tell severities apart without colour. */
export const SHAPES: Record<Severity, string> = { blocker: '■', warning: '▲', info: '●' };

let language: UiLocale | undefined;

export function locale(): UiLocale {
  language ??= uiLocale(browser.i18n.getUILanguage());
  return language;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Asking the browser for a message is slow enough to be felt on a long table: those of badges are asked once. */
const asked = new Map<string, string>();

function once(key: string, ask: () => string): string {
  let words = asked.get(key);
  if (words === undefined) {
    words = ask();
    asked.set(key, words);
  }
  return words;
}

/** What is left of a time, in one short word: days from two days on, then hours, then minutes. */
export function timeLeft(at: string, now: number): string {
  const left = Date.parse(at) - now;
  if (Number.isNaN(left)) return '';
  if (left <= 0) return once('over', () => i18n.t('time_over'));
  if (left >= 2 * DAY) return counted('d', Math.floor(left / DAY), (count) => i18n.t('time_days', [count]));
  if (left >= HOUR) return counted('h', Math.floor(left / HOUR), (count) => i18n.t('time_hours', [count]));
  return counted('m', Math.max(1, Math.floor(left / MINUTE)), (count) => i18n.t('time_minutes', [count]));
}

function counted(unit: string, count: number, ask: (count: number) => string): string {
  return once(`${unit}${count}`, () => ask(count));
}

/** A badge's name for screen readers: its number, then its sentence. */
export function badgeName(number: string, line: string): string {
  const pattern = once('name', () => i18n.t('badge_name', ['\u0001', '\u0002']));
  return pattern.replace('\u0001', () => number).replace('\u0002', () => line);
}

/** English is written as in Britain: 24 Nov 2026, 14:42. */
const WRITTEN: Record<UiLocale, string> = { en: 'en-GB', ru: 'ru', 'zh-CN': 'zh-CN' };

/** The one way in which days and hours are written; what is no time stays as it is. */
function written(at: string, options: Intl.DateTimeFormatOptions): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const month = locale() === 'en' ? 'short' : 'long';
  return new Intl.DateTimeFormat(WRITTEN[locale()], { month, ...options }).format(time);
}

/** Day and hour; the year too where it is not the present one. */
function hour(at: string, zone: Intl.DateTimeFormatOptions): string {
  const another = new Date(at).getFullYear() !== new Date().getFullYear();
  const year: Intl.DateTimeFormatOptions = another ? { year: 'numeric' } : {};
  return written(at, { day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...year, ...zone });
}

/** A moment in the seller's own zone. */
export function moment(at: string): string {
  return hour(at, {});
}

/** The same moment in Moscow, by which Ozon counts. */
export function moscow(at: string): string {
  return hour(at, { timeZone: 'Europe/Moscow' });
}

/** A day, such as the one on which a rule was last reviewed. */
export function date(day: string): string {
  return written(day, { day: 'numeric', year: 'numeric', ...(day.length === 10 ? { timeZone: 'UTC' } : {}) });
}

/** A month of a year, given by its first day. */
export function month(day: string): string {
  return written(day, { year: 'numeric', timeZone: 'UTC' });
}

export function money({ amount, currency }: Money): string {
  const value = Number(amount);
  if (Number.isNaN(value)) return `${amount} ${currency}`;
  return new Intl.NumberFormat(locale(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    value,
  );
}

export function severityWord(severity: Severity): string {
  if (severity === 'blocker') return i18n.t('severity_blocker');
  return severity === 'warning' ? i18n.t('severity_warning') : i18n.t('severity_info');
}

/** One calm sentence with the mend. */
export function problemWords(problem: Problem): string {
  switch (problem) {
    case 'not_paired':
      return i18n.t('problem_not_paired');
    case 'away':
      return i18n.t('problem_away');
    case 'token_refused':
      return i18n.t('problem_token_refused');
    case 'no_permission':
      return i18n.t('problem_no_permission');
    default:
      return i18n.t('problem_refused');
  }
}

/** Ozon's word for where an order is, in the seller's language; an unknown one is shown as Ozon writes it. */
export function orderStatus(status: string | null | undefined): string {
  return status ? named('order_status_', status) : '';
}

/** What the reason means, where Ozon's own words for it are in another language. */
export function reasonKind(kind: string | null | undefined): string {
  return kind && kind !== 'other' && locale() !== 'ru' ? named('reason_kind_', kind) : '';
}

export function schemeWord(scheme: string | null | undefined): string {
  return scheme === 'rfbs' ? 'realFBS' : (scheme ?? '').toUpperCase();
}

/** A word of a family whose members others decide: not every one has to be known. */
export function named(family: string, code: string): string {
  const message = browser.i18n.getMessage as (key: string) => string;
  return message(family + code.replace(/\W/g, '_')) || code;
}
