import type { Ask } from './ask';
import type { Problem } from './messages';
import type { LookupItem } from './shapes';

/**
 * What is known of posting numbers, company by company. Numbers wanted within one animation frame are asked together;
 * those that the backend is still fetching are asked again after 1, 2, 4, … 30 seconds.
 */

export interface LookupEvents {
  /** Answers came in for these numbers. */
  known(numbers: readonly string[]): void;
  /** Null: the backend answers again. */
  problem(problem: Problem | null): void;
}

interface Entry {
  item: LookupItem;
  askedAt: number;
  tries: number;
}

const MOST_AT_ONCE = 200;
const FRESH = 60_000;
const FORGOTTEN_AT = 4_000;
/** Each unknown number may cost a request to Ozon: a page gone wild must not spend the seller's allowance. */
const MOST_A_MINUTE = 2_000;
/** After so many answers of "not yet" a number is left alone until it is seen anew. */
const MOST_TRIES = 10;

export function pendingWait(tries: number): number {
  return Math.min(30_000, 1_000 * 2 ** tries);
}

export class Lookups {
  private readonly byCompany = new Map<string, Map<string, Entry>>();
  private wanted = new Set<string>();
  private readonly underway = new Set<string>();
  private scheduled = false;
  private blockedUntil = 0;
  private minute = { since: 0, asked: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: Ask,
    private readonly company: () => string | undefined,
    private readonly events: LookupEvents,
    private readonly signal: AbortSignal,
    private readonly nextFrame: (work: () => void) => void = (work) => requestAnimationFrame(work),
    private readonly now: () => number = Date.now,
  ) {
    signal.addEventListener('abort', () => clearTimeout(this.timer));
  }

  get(number: string): LookupItem | undefined {
    return this.cache().get(number)?.item;
  }

  /** Asks for those that are unknown, unfinished or older than a minute; the others are already there. */
  want(numbers: Iterable<string>): void {
    for (const number of numbers) {
      const entry = this.cache().get(number);
      const waiting = entry?.item.status === 'pending';
      if (!entry || (!waiting && this.now() - entry.askedAt > FRESH)) this.wanted.add(number);
    }
    this.schedule();
  }

  /** After pairing, or when somebody comes back to the tab: whatever was in the way may be gone. */
  again(numbers: Iterable<string>): void {
    if (this.blockedUntil > 0) {
      this.blockedUntil = 0;
      clearTimeout(this.timer);
      this.scheduled = false;
    }
    this.want(numbers);
  }

  private cache(): Map<string, Entry> {
    const company = this.company() ?? '';
    let cache = this.byCompany.get(company);
    if (!cache) {
      cache = new Map();
      this.byCompany.set(company, cache);
    }
    return cache;
  }

  private schedule(): void {
    if (this.scheduled || this.wanted.size === 0 || this.signal.aborted) return;
    this.scheduled = true;
    const work = (): void => {
      this.scheduled = false;
      void this.flush();
    };
    const delay = this.blockedUntil - this.now();
    if (delay > 0) this.timer = setTimeout(work, delay);
    else this.nextFrame(work);
  }

  private async flush(): Promise<void> {
    if (this.signal.aborted) return;
    const room = this.allowance();
    if (room === 0) return this.pause();
    const numbers = [...this.wanted].filter((number) => !this.underway.has(number)).slice(0, room);
    for (const number of numbers) {
      this.wanted.delete(number);
      this.underway.add(number);
    }
    if (this.wanted.size > 0 && numbers.length === MOST_AT_ONCE) this.schedule();
    if (numbers.length === 0) return;
    this.minute.asked += numbers.length;
    const company = this.company();
    const cache = this.cache();
    const body =
      company === undefined ? { posting_numbers: numbers } : { posting_numbers: numbers, company_id: company };
    const reply = await this.ask('look_up', body);
    for (const number of numbers) this.underway.delete(number);
    if (this.signal.aborted) return;
    if (!reply.ok) return this.wait(numbers, reply.problem, reply.retryAt);
    this.blockedUntil = 0;
    this.events.problem(null);
    this.keep(cache, reply.data.items);
    this.events.known(numbers);
    if (this.wanted.size > 0) this.schedule();
  }

  /** How many numbers may be asked for now. */
  private allowance(): number {
    const now = this.now();
    if (now - this.minute.since > 60_000) this.minute = { since: now, asked: 0 };
    return Math.max(0, Math.min(MOST_AT_ONCE, MOST_A_MINUTE - this.minute.asked));
  }

  /** What came first is forgotten: it is wanted again when somebody looks at it. */
  private pause(): void {
    this.wanted = new Set([...this.wanted].slice(-MOST_A_MINUTE));
    this.blockedUntil = this.minute.since + 60_001;
    this.schedule();
  }

  private wait(numbers: readonly string[], problem: Problem, retryAt: number | undefined): void {
    for (const number of numbers) this.wanted.add(number);
    // The background keeps the real backoff; a little later than it allows, so that the next call is the probe.
    this.blockedUntil = Math.max(this.now() + 1_000, (retryAt ?? this.now() + 60_000) + 50);
    this.events.problem(problem);
    this.schedule();
  }

  private keep(cache: Map<string, Entry>, items: readonly LookupItem[]): void {
    if (cache.size > FORGOTTEN_AT) cache.clear();
    const pending: string[] = [];
    let tries = Number.POSITIVE_INFINITY;
    for (const item of items) {
      const before = cache.get(item.posting_number);
      const entry = { item, askedAt: this.now(), tries: item.status === 'pending' ? (before?.tries ?? -1) + 1 : 0 };
      cache.set(item.posting_number, entry);
      if (item.status === 'pending' && entry.tries < MOST_TRIES) {
        pending.push(item.posting_number);
        tries = Math.min(tries, entry.tries);
      }
    }
    if (pending.length > 0) this.askLater(pending, pendingWait(tries));
  }

  private askLater(numbers: readonly string[], delay: number): void {
    setTimeout(() => {
      for (const number of numbers) this.wanted.add(number);
      this.schedule();
    }, delay);
  }
}
