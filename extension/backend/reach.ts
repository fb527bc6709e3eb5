/** When to try a backend that did not answer: 2 s, 4 s, … 60 s. Pure arithmetic, so that it survives a stopped worker. */

export const FIRST_WAIT = 2_000;
export const LONGEST_WAIT = 60_000;

export interface Reach {
  /** How often in a row nobody answered; 0 means the backend is believed to be there. */
  failures: number;
  /** Milliseconds since the epoch before which nothing is sent. */
  retryAt: number;
}

export const REACHABLE: Reach = { failures: 0, retryAt: 0 };

export function wait(failures: number): number {
  if (failures <= 0) return 0;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10));
}

export function failed(before: Reach, now: number): Reach {
  const failures = before.failures + 1;
  return { failures, retryAt: now + wait(failures) };
}

/** `open`: send. `probe`: ask /health first. `closed`: say at once that nobody is there. */
export function gate(reach: Reach, now: number): 'open' | 'probe' | 'closed' {
  if (reach.failures === 0) return 'open';
  return now >= reach.retryAt ? 'probe' : 'closed';
}
