/** Arithmetic of putting one text into another. Pure. */

export interface Span {
  /** Positions in UTF-16 units; equal for a bare caret. */
  start: number;
  end: number;
}

export function spliced(value: string, { start, end }: Span, text: string): string {
  return value.slice(0, start) + text + value.slice(end);
}

/** Length as a person and Ozon count it: an emoji or a rare character is one. */
export function points(text: string): number {
  return [...text].length;
}

export interface Limits {
  /** The field's own `maxlength`, in UTF-16 units; absent or negative: none. */
  maxLength?: number | undefined;
  /** What the page is known to refuse beyond, in characters. */
  limit?: number | undefined;
}

/** By how many characters the text would not fit; 0 where it does. Nothing is ever cut silently. */
export function overBy(value: string, { maxLength, limit }: Limits): number {
  const byField = maxLength !== undefined && maxLength >= 0 ? value.length - maxLength : 0;
  const byPage = limit !== undefined ? points(value) - limit : 0;
  return Math.max(0, byField, byPage);
}

/** The caret with the two strokes that called the picker taken in, so that they go as the text comes. */
export function withTrigger(value: string, span: Span, trigger: string): Span {
  const before = value.slice(0, span.start);
  return trigger && before.endsWith(trigger) ? { start: span.start - trigger.length, end: span.end } : span;
}

/** A one-line field takes no line breaks: they become spaces before the browser would drop them. */
export function forOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** Positions counted in code points, as UTF-16 positions of `text`. */
export function fromPoints(text: string, [start, end]: readonly [number, number]): Span {
  let at = 0;
  let point = 0;
  let from = text.length;
  let to = text.length;
  for (const letter of text) {
    if (point === start) from = at;
    if (point === end) to = at;
    at += letter.length;
    point += 1;
  }
  return { start: from, end: to };
}
