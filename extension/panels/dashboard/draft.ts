import type { Rule, RuleChange, RuleClock, Severity } from '../../backend/shapes';

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

/** What a rule looks like in the form. */
export function draftOf(rule: Rule): Draft {
  const clock = clockOf(rule.deadline);
  return {
    id: rule.id,
    title: rule.title,
    detail: rule.detail,
    remedy: rule.remedy,
    when: rule.when ?? '',
    severity: rule.severity,
    schemes: rule.schemes,
    states: rule.states,
    fact: clock?.fact ?? '',
    hours: clock ? String(clock.hours) : '',
    warnHours: clock?.warn_hours === undefined || clock.warn_hours === null ? '' : String(clock.warn_hours),
    note: '',
  };
}

function clockOf(deadline: unknown): RuleClock | null {
  if (typeof deadline !== 'object' || deadline === null) return null;
  const { fact, hours } = deadline as Partial<RuleClock>;
  return typeof fact === 'string' && typeof hours === 'number' ? (deadline as RuleClock) : null;
}

/** What is sent: empty fields are left out, so that what they mean is decided in one place, the backend. */
export function changeOf(draft: Draft): RuleChange {
  const { fact, hours, warnHours } = draft;
  return {
    title: draft.title.trim(),
    when: draft.when.trim(),
    severity: draft.severity,
    ...given('detail', draft.detail.trim()),
    ...given('remedy', draft.remedy.trim()),
    ...given('note', draft.note.trim()),
    ...(draft.schemes.length > 0 ? { schemes: draft.schemes } : {}),
    ...(draft.states.length > 0 ? { states: draft.states } : {}),
    ...(fact && hours
      ? { deadline: { fact, hours: Number(hours), ...(warnHours ? { warn_hours: Number(warnHours) } : {}) } }
      : {}),
  };
}

function given<K extends string>(name: K, value: string): Partial<Record<K, string>> {
  return value ? ({ [name]: value } as Record<K, string>) : {};
}

/** The first OWN-number that no rule has yet. */
export function freeId(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const id = `OWN-${number}`;
    if (!taken.includes(id)) return id;
  }
}

export const OWN_ID = /^OWN-[A-Z0-9][A-Z0-9-]{0,30}$/;
