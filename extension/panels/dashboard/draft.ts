import type { UiLocale } from '../../backend/own';
import type { RuleChange, Severity, Words, Written } from '../../backend/shapes';

/** An own rule while it is being written: what the form holds, and what of it is sent. Pure. */

export interface Draft {
  id: string;
  title: string;
  detail: string;
  remedy: string;
  when: string;
  severity: Severity;
  schemes: string[];
  states: string[];
  /** The fact from which a clock runs; empty: no clock. */
  fact: string;
  hours: string;
  warnHours: string;
  note: string;
}

export const EMPTY: Draft = {
  id: 'OWN-1',
  title: '',
  detail: '',
  remedy: '',
  when: '',
  severity: 'warning',
  schemes: [],
  states: [],
  fact: '',
  hours: '',
  warnHours: '',
  note: '',
};

/** What a rule that was written looks like in the form. */
export function draftOf(id: string, written: Written, language: UiLocale): Draft {
  const clock = written.deadline;
  return {
    id,
    title: saidIn(written.title, language),
    detail: saidIn(written.detail, language),
    remedy: saidIn(written.remedy, language),
    when: written.when ?? '',
    severity: written.severity ?? EMPTY.severity,
    schemes: written.schemes ?? [],
    states: written.states ?? [],
    fact: clock?.fact ?? '',
    hours: clock ? String(clock.hours) : '',
    warnHours: clock ? String(clock.warn_hours) : '',
    note: '',
  };
}

/** Words in the reader's language, else in one that they have. */
export function saidIn(words: Words | null | undefined, language: UiLocale): string {
  if (typeof words === 'string' || !words) return words || '';
  return words[language] || Object.values(words).find(Boolean) || '';
}

/**
 * What is sent. Empty fields are left out, so that what they mean is decided in one place, the backend. Of a rule that
 * was written before, what the form does not show stays: its words in other languages, examples, template purposes.
 */
export function changeOf(draft: Draft, before: Written | null, language: UiLocale): RuleChange {
  const { fact, hours, warnHours } = draft;
  const words = (name: 'title' | 'detail' | 'remedy'): Words => kept(draft[name].trim(), before?.[name], language);
  return {
    title: words('title'),
    severity: draft.severity,
    ...(draft.when.trim() ? { when: draft.when.trim() } : {}),
    ...(draft.detail.trim() ? { detail: words('detail') } : {}),
    ...(draft.remedy.trim() ? { remedy: words('remedy') } : {}),
    ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
    ...(draft.schemes.length > 0 ? { schemes: draft.schemes } : {}),
    ...(draft.states.length > 0 ? { states: draft.states } : {}),
    ...(fact ? { deadline: { fact, hours: Number(hours), warn_hours: Number(warnHours || hours) } } : {}),
    ...(before?.template_purposes ? { template_purposes: before.template_purposes } : {}),
    ...(before?.examples ? { examples: before.examples } : {}),
  };
}

/** Words of a rule that speaks several languages change in the one that they were shown in. */
function kept(said: string, before: Words | null | undefined, language: UiLocale): Words {
  return typeof before === 'object' && before !== null ? { ...before, [language]: said } : said;
}

/** The first OWN-number that no rule has yet. */
export function freeId(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const id = `OWN-${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** A draft as it was kept, or null where nothing was kept that can be read; fields that are not ours are left out. */
export function readDraft(kept: string | null, start: Draft): Draft | null {
  let given: unknown;
  try {
    given = JSON.parse(kept ?? 'null');
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null) return null;
  const fields = Object.entries(start).map(([name, usual]) => {
    const value: unknown = (given as Record<string, unknown>)[name];
    if (Array.isArray(usual))
      return [name, Array.isArray(value) ? value.filter((one) => typeof one === 'string') : usual];
    return [name, typeof value === 'string' ? value : usual];
  });
  return Object.fromEntries(fields) as Draft;
}

/** Whether anything was typed; the id of a new rule is put there by us. */
export function begunFrom(start: Draft, draft: Draft, isNew: boolean): boolean {
  const id = isNew ? start.id : draft.id;
  return JSON.stringify({ ...draft, id }) !== JSON.stringify(start);
}

export const OWN_ID = /^OWN-[A-Z0-9][A-Z0-9-]{0,30}$/;
