import { i18n } from '#i18n';
import { date, month } from './words';

/**
 * When a page was seen, and what sort of thing it is, in the reader's language. The catalogue notes it in a few set
 * phrases and dates ("25 Nov 2021", "undated, newest", "c. 2024"); a note of another kind is shown as it is.
 */
export function seenWords(seen: string): string {
  const said = PHRASES.find(([phrase]) => phrase.test(seen));
  if (!said) return dated(seen);
  const [phrase, words] = said;
  return words(dated(phrase.exec(seen)?.[1] ?? ''));
}

const PHRASES: readonly (readonly [RegExp, (rest: string) => string])[] = [
  [/^undated$/, () => i18n.t('source_undated')],
  [/^undated, newest(?: wording)?$/, () => i18n.t('seen_newest')],
  [/^undated, older$/, () => i18n.t('seen_older')],
  [/^undated, says otherwise$/, () => i18n.t('seen_otherwise')],
  [/^undated copy of .+$/, () => i18n.t('seen_copy')],
  [/^not seen by us$/, () => i18n.t('seen_never')],
  [/^undated, winter-season wording$/, () => i18n.t('seen_winter')],
  [/^undated, items .+$/, () => i18n.t('source_undated')],
  [/^c\. ([^(]+) \(repost of an Ozon notice\)$/, (when) => i18n.t('seen_repost', [when])],
  [/^ed\. (\d{4})$/, (year) => i18n.t('seen_edition', [year])],
  [/^(.+), publication \d+$/, (when) => when],
  [/^([^(]+) \((?:the holiday rule|older window)\)$/, (when) => when],
  [/^(\d{4}-\d{4}), returns and cancellations of rFBS$/, (years) => years],
  [/^(?:undated, )?c\. ([^(]+)$/, (when) => i18n.t('seen_about', [when])],
  [/^mid (\d{4})$/, (year) => i18n.t('seen_mid', [year])],
  [/^after (.+)$/, (when) => i18n.t('seen_after', [when])],
  [/^(\d{4}) or later$/, (year) => i18n.t('seen_later', [year])],
  [/^updated (.+)$/, (when) => i18n.t('seen_updated', [when])],
  [/^entries to (.+)$/, (when) => i18n.t('seen_entries', [when])],
  [/^old$/, () => i18n.t('seen_old')],
  [/^secondary$/, () => i18n.t('seen_secondary')],
  [/^law text(?:, .+)?$/, () => i18n.t('seen_law')],
  [/^spec ([\d.]+)(?:, .+)?$/, (version) => i18n.t('seen_spec', [version])],
  [/^(\d{4}) dates$/, (year) => year],
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The dates in a note as the reader writes them; what stands around them stays. */
function dated(note: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(note)) return date(note);
  return note.replace(/(?:\b(\d{1,2}) )?\b([A-Z][a-z]{2}) (\d{4})\b/g, (whole, day: string | undefined, name, year) => {
    const at = MONTHS.indexOf(name);
    if (at < 0) return whole;
    const time = new Date(Date.UTC(Number(year), at, Number(day ?? 1))).toISOString().slice(0, 10);
    return day ? date(time) : month(time);
  });
}
