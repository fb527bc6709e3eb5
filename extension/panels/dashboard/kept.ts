import { useEffect, useState } from 'preact/hooks';
import { begunFrom, type Draft, readDraft } from './draft';

/** What was typed into a rule and not saved: it outlives a reload, a closed tab, and a walk to another place. */

export interface KeptDraft {
  draft: Draft;
  set(change: Partial<Draft> | ((before: Draft) => Draft)): void;
  /** Whether it was begun on an earlier visit. */
  restored: boolean;
  /** Back to how it began. */
  afresh(): void;
  /** Saved, or given up: nothing is kept of it any more. */
  forget(): void;
}

export function useKeptDraft(start: Draft, isNew: boolean): KeptDraft {
  const name = `draft ${isNew ? 'new' : start.id}`;
  const [draft, setDraft] = useState(() => readDraft(localStorage.getItem(name), start) ?? start);
  const [restored, setRestored] = useState(() => begunFrom(start, draft, isNew));
  const forget = (): void => localStorage.removeItem(name);
  useEffect(() => {
    if (begunFrom(start, draft, isNew)) localStorage.setItem(name, JSON.stringify(draft));
    else forget();
  }, [draft]);
  return {
    draft,
    restored,
    set: (change) => setDraft((before) => (typeof change === 'function' ? change(before) : { ...before, ...change })),
    afresh: () => {
      setRestored(false);
      setDraft((before) => (isNew ? { ...start, id: before.id } : start));
    },
    forget,
  };
}
