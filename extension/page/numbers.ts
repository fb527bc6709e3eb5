/**
 * Posting numbers in a piece of text: `58544282-0057-1`, that is 5 to 12 digits, 4 digits, 1 to 3 digits.
 *
 * What only looks like one is left alone: dates and times, phone numbers, articles and barcodes named as such, order
 * numbers of two parts, and pieces of longer runs of digits and hyphens.
 */

export interface Found {
  /** With plain hyphens and nothing invisible between, whatever the page wrote. */
  number: string;
  /** Positions in UTF-16 units of the text that was given. */
  start: number;
  end: number;
}

const HYPHEN = '[-\u2010\u2011]';
/** Characters that break lines, join words or mark a direction without being seen. */
const UNSEEN = '\\u00ad\\u200b-\\u200f\\u202a-\\u202d\\u2060\\u2066-\\u2069\\ufeff';
const INVISIBLE = new RegExp(`[${UNSEEN}]`);
/** After this one digits are shown back to front: what is read is not what is seen. */
const REVERSED = '\u202e';
/** Nobody reads longer texts as rows of a table; the beginning is enough. */
const LONGEST = 20_000;
/** Latin and Cyrillic, spelt out: compiling \p{…} costs milliseconds of the page's time, and Han letters may touch. */
const LETTER = 'A-Za-z\u00c0-\u024f\u0400-\u04ff';
const SHAPE = new RegExp(
  `(?<![${LETTER}\\d_+@=\\-\u2010-\u2015]|\\d[.,:/])` +
    `(\\d{5,12})${HYPHEN}(\\d{4})${HYPHEN}(\\d{1,3})` +
    `(?![${LETTER}\\d_@]|[-\u2010-\u2015]|[.,:/]\\d|\\.(?:jpe?g|png|webp|heic|pdf|mp4|mov|xlsx?|docx?|csv|zip)\\b)`,
  'g',
);
/** What stands right before a number that is somebody's phone, an article or a barcode. */
const NAMED_OTHERWISE =
  /(?:(?:^|[^a-zа-яё])(?:тел|телефон|моб|phone|tel|mobile|fax|whatsapp|viber|артикул|арт|sku|offer id|barcode|штрихкод|ean)|电话|手机|传真|货号|条码|款号)[.:：№#\s]{0,3}\+?$/i;
const PHONE_BEFORE = /\+\d{1,3}[\s(-]{0,2}$|\(\d{2,5}\)[\s-]?$/;

/** A hyphen between digits, or at an end where the digits may stand in the next element: most texts have none. */
const HINT = new RegExp(`[\\d${UNSEEN}]${HYPHEN}(?:[\\d${UNSEEN}]|$)|^${HYPHEN}(?:\\d|$)`);

export function mayHoldNumber(text: string): boolean {
  return HINT.test(text);
}

export function findNumbers(given: string): Found[] {
  const text = given.length > LONGEST ? given.slice(0, LONGEST) : given;
  if (text.includes(REVERSED)) return [];
  if (INVISIBLE.test(text)) return findBetweenInvisible(text);
  const found: Found[] = [];
  for (const match of text.matchAll(SHAPE)) {
    const [whole, first = '', second = '', third = ''] = match;
    if (isTimestamp(first, second, third)) continue;
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    if (NAMED_OTHERWISE.test(before) || PHONE_BEFORE.test(before)) continue;
    found.push({ number: `${first}-${second}-${third}`, start: match.index, end: match.index + whole.length });
  }
  return found;
}

/** 20261124-1030-15 is a moment, not an order: a date that exists, a time that exists, two digits of seconds. */
function isTimestamp(first: string, second: string, third: string): boolean {
  const date = /^(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(first);
  return date && /^([01]\d|2[0-3])[0-5]\d$/.test(second) && /^[0-5]\d$/.test(third);
}

function findBetweenInvisible(text: string): Found[] {
  const kept: number[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (INVISIBLE.test(unit)) continue;
    kept.push(at);
    plain += unit;
  }
  return findNumbers(plain).map(({ number, start, end }) => ({
    number,
    start: kept[start] ?? 0,
    end: (kept[end - 1] ?? 0) + 1,
  }));
}
