import { useRef, useState } from 'preact/hooks';
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
  const latest = useRef(draft);
  const forget = (): void => localStorage.removeItem(name);
  // Kept with the key that was pressed, not with the next drawing: the page may be gone before that.
  const put = (next: Draft): void => {
    latest.current = next;
    if (begunFrom(start, next, isNew)) localStorage.setItem(name, JSON.stringify(next));
    else forget();
    setDraft(next);
  };
  return {
    draft,
    restored,
    set: (change) => put(typeof change === 'function' ? change(latest.current) : { ...latest.current, ...change }),
    afresh: () => {
      setRestored(false);
      put(isNew ? { ...start, id: latest.current.id } : start);
    },
    forget,
  };
}
