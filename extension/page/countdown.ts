import type { PageMap } from './map';

/** The page's own clock for an answer, read from its words. Draws nothing; a wrong reading can make us early, never late. */

const MINUTE = 60_000;
const LONGEST = 60 * 24 * 60 * MINUTE;
const MOST_TEXTS = 6_000;
/** A label is short; a sentence that holds the same words is somebody's message. */
const LONGEST_LABEL = 80;
const NOT_THE_PAGES_OWN = 'textarea, script, style, th, blockquote, q';

export interface Countdown {
  /** The element that says it: which return it belongs to is told by what stands around. */
  element: Element;
  dueAt: Date;
}

/** Every countdown in the tree that is named by one of the map's labels. */
export function countdownsIn(root: ParentNode & Node, now: Date, map: PageMap): Countdown[] {
  const owner = root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : root.ownerDocument;
  if (!owner) return [];
  const labels = Object.values(map.countdown.labels).flat();
  const texts = owner.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Countdown[] = [];
  let node = texts.nextNode() as Text | null;
  for (let count = 0; node && count < MOST_TEXTS; count += 1, node = texts.nextNode() as Text | null) {
    const said = node.data.toLowerCase();
    const label = said.length < LONGEST_LABEL ? labels.find((word) => said.includes(word)) : undefined;
    const element = node.parentElement;
    if (!label || !element || element.isContentEditable || element.closest(NOT_THE_PAGES_OWN)) continue;
    const dueAt = readAfter(node, said.indexOf(label) + label.length, now, map);
    if (dueAt) found.push({ element, dueAt });
  }
  return found;
}

/** The time right after the label: in the same text, or in what follows in the same small box. */
function readAfter(label: Text, from: number, now: Date, map: PageMap): Date | null {
  const box = label.parentElement?.parentElement;
  const rest = label.data.slice(from);
  const stamped = (
    label.parentElement?.querySelector('time[datetime]') ?? box?.querySelector('time[datetime]')
  )?.getAttribute('datetime');
  if (stamped && !Number.isNaN(Date.parse(stamped))) return new Date(stamped);
  const whole = box?.textContent ?? '';
  const at = whole.indexOf(label.data);
  const after = whole.length < 400 && at >= 0 ? whole.slice(at + from) : rest;
  return parseTime(rest, now, map) ?? parseTime(after, now, map);
}

/** A time left ("1 д 5 ч 20 мин", "29:15:04", "1天5小时") or a moment ("25 ноября, 04:00", "11月25日 04:00"). */
export function parseTime(text: string, now: Date, map: PageMap): Date | null {
  const said = text
    .toLowerCase()
    .trim()
    .replace(/^[:：\s—–-]+/, '')
    .slice(0, 60);
  return momentIn(said, now, map) ?? durationIn(said, now, map);
}

function durationIn(said: string, now: Date, map: PageMap): Date | null {
  const digits = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?!\d)/.exec(said);
  if (digits?.[1]) return after(now, Number(digits[1]) * 60 + Number(digits[2]));
  const units = Object.entries(map.countdown.units);
  let minutes = 0;
  let rest = said;
  let any = false;
  for (;;) {
    const part = /^\s*[,и]?\s*(\d{1,4})\s*(\p{Script=Han}{1,2}|\p{L}+)\.?/u.exec(rest);
    const unit = part && unitOf(part[2] ?? '', units);
    if (!part || !unit) break;
    minutes += Number(part[1]) * ({ day: 1440, hour: 60, minute: 1, second: 0 }[unit] ?? 0);
    rest = rest.slice(part[0].length - (part[2]?.length ?? 0) + unitLength(part[2] ?? '', units));
    any = true;
  }
  return any ? after(now, minutes) : null;
}

function unitOf(word: string, units: [string, string[]][]): string | undefined {
  const exact = units.find(([, words]) => words.includes(word));
  // 5小时20分钟 has no spaces: the unit is what the word begins with.
  return (exact ??
    units.find(([, words]) => words.some((unit) => /\p{Script=Han}/u.test(unit) && word.startsWith(unit))))?.[0];
}

function unitLength(word: string, units: [string, string[]][]): number {
  const all = units.flatMap(([, words]) => words);
  if (all.includes(word)) return word.length;
  return all.find((unit) => /\p{Script=Han}/u.test(unit) && word.startsWith(unit))?.length ?? word.length;
}

function after(now: Date, minutes: number): Date | null {
  const span = minutes * MINUTE;
  return span > 0 && span < LONGEST ? new Date(now.getTime() + span) : null;
}

function momentIn(said: string, now: Date, map: PageMap): Date | null {
  const time = /(?:^|\D)([01]?\d|2[0-3]):([0-5]\d)(?!\d)/.exec(said);
  const day = dayIn(said, now, map);
  if (!time || !day) return null;
  const [year, month, date] = day;
  const local = Date.UTC(year, month, date, Number(time[1]), Number(time[2]));
  const moment = local - map.countdown.zone_minutes * MINUTE;
  return moment > now.getTime() && moment < now.getTime() + LONGEST ? new Date(moment) : null;
}

/** Year, month from 0, day. Where the page leaves the year out, the nearest one to come. */
function dayIn(said: string, now: Date, map: PageMap): [number, number, number] | null {
  const iso = /(20\d\d)-(\d\d)-(\d\d)/.exec(said);
  if (iso) return [Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])];
  const dotted = /(?:^|\D)(\d{1,2})\.(\d{1,2})(?:\.(20\d\d))?(?!\d)/.exec(said);
  if (dotted) return withYear(now, Number(dotted[2]) - 1, Number(dotted[1]), dotted[3]);
  const han = /(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日/.exec(said);
  if (han) return withYear(now, Number(han[2]) - 1, Number(han[3]), han[1]);
  const named = /(\d{1,2})\s+(\p{L}{3,})\.?(?:\s+(20\d\d))?/u.exec(said);
  const month = named ? monthOf(named[2] ?? '', map) : -1;
  return named && month >= 0 ? withYear(now, month, Number(named[1]), named[3]) : null;
}

function monthOf(word: string, map: PageMap): number {
  for (const months of Object.values(map.countdown.months)) {
    const month = months.findIndex((begin) => word.startsWith(begin));
    if (month >= 0) return month;
  }
  return -1;
}

function withYear(now: Date, month: number, day: number, year: string | undefined): [number, number, number] {
  if (year) return [Number(year), month, day];
  const passed = Date.UTC(now.getUTCFullYear(), month, day + 1) < now.getTime();
  return [now.getUTCFullYear() + (passed ? 1 : 0), month, day];
}
