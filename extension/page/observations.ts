import { columnTimesIn } from './columns';
import { countdownsIn } from './countdown';
import type { PageMap } from './map';

/** Tells the backend what the page itself says about the time to answer: its own timer wins over any computed clock. */

export interface ObservationEvents {
  kind(): string;
  /** Our id of the return that an element of the page is about. */
  returnOf(element: Element): string | undefined;
  /** The return of a posting, and the time to answer that is already known. */
  known(number: string): { returnId: string | undefined; dueAt: number | undefined };
  report(observation: { return_id: string; answer_due_at: string; seen_at: string; page: string }): void;
}

const PAUSE = 1_500;
/** A timer that ticks moves by seconds; only a real change is told again. */
const SAME = 2 * 60_000;

export class Observations {
  private readonly told = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: Document,
    private readonly map: PageMap,
    private readonly events: ObservationEvents,
  ) {}

  /** The page changed: looks soon, once for many changes, and only on pages about returns. */
  look(): void {
    if (this.timer !== undefined || !this.map.countdown.pages.includes(this.events.kind())) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.page.visibilityState === 'visible') this.read();
    }, PAUSE);
  }

  /** Where two places speak of one return, the earlier time: better early than late. */
  private earliest(now: Date): Map<string, Date> {
    const found = new Map<string, Date>();
    for (const { element, dueAt } of countdownsIn(this.page.body, now, this.map)) {
      const returnId = this.events.returnOf(element);
      const other = returnId && found.get(returnId);
      if (returnId && !(other && other <= dueAt)) found.set(returnId, dueAt);
    }
    // A list says what is mostly known already: only where it differs is it news.
    for (const { number, dueAt } of columnTimesIn(this.page.body, now, this.map)) {
      const { returnId, dueAt: known } = this.events.known(number);
      if (!returnId || found.has(returnId)) continue;
      if (known === undefined || Math.abs(known - dueAt.getTime()) >= SAME) found.set(returnId, dueAt);
    }
    return found;
  }

  private read(): void {
    const now = new Date();
    for (const [returnId, dueAt] of this.earliest(now)) {
      const before = this.told.get(returnId);
      if (before !== undefined && Math.abs(before - dueAt.getTime()) < SAME) continue;
      this.told.set(returnId, dueAt.getTime());
      this.events.report({
        return_id: returnId,
        answer_due_at: dueAt.toISOString(),
        seen_at: now.toISOString(),
        page: this.events.kind(),
      });
    }
  }
}
