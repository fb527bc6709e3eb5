import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Trouble } from '../../backend/messages';

/** What a view knows of the thing that it shows. */
export type Known<T> = { is: 'loading' } | { is: 'known'; data: T } | { is: 'trouble'; trouble: Trouble };
export type Answer<T> = { ok: true; data: T } | ({ ok: false } & Trouble);

export interface Loaded<T> {
  known: Known<T>;
  again(): void;
  /** Shows something newer that an own change brought back. */
  put(data: T): void;
}

/** Counted up when the browser is paired anew, so that every view asks again. */
export const connections = signal(0);

const SOONEST = 2_000;

/**
 * Asks when `key` changes. The answer to an older question is dropped; a view whose `key` is only narrowed keeps
 * showing what it has (`keep`) until the new answer is there. Where nobody answers, it asks again by itself.
 */
export function useLoaded<T>(key: string, load: () => Promise<Answer<T>>, { keep = false } = {}): Loaded<T> {
  const [known, setKnown] = useState<Known<T>>({ is: 'loading' });
  const [turn, setTurn] = useState(0);
  const asked = useRef(load);
  asked.current = load;
  const epoch = connections.value;
  useEffect(() => {
    let dropped = false;
    let later: ReturnType<typeof setTimeout> | undefined;
    setKnown((before) => (keep && before.is === 'known' ? before : { is: 'loading' }));
    void asked.current().then((answer) => {
      if (dropped) return;
      if (answer.ok) {
        setKnown({ is: 'known', data: answer.data });
        return;
      }
      setKnown({ is: 'trouble', trouble: answer });
      if (answer.problem === 'away') {
        later = setTimeout(
          () => setTurn((count) => count + 1),
          Math.max(SOONEST, (answer.retryAt ?? 0) - Date.now() + 100),
        );
      }
    });
    return () => {
      dropped = true;
      clearTimeout(later);
    };
  }, [key, turn, epoch, keep]);

  return {
    known,
    again: () => setTurn((count) => count + 1),
    put: (data) => setKnown({ is: 'known', data }),
  };
}
