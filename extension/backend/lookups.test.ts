import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask } from './ask';
import { Lookups, pendingWait } from './lookups';
import type { LookupItem } from './shapes';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const FOUND: LookupItem = {
  posting_number: '',
  status: 'found',
  scheme: null,
  order_status: null,
  severity: null,
  findings_count: 0,
  next_deadline: null,
  return_state: null,
  return_id: null,
  line: '',
};

function lookups(answer: (number: string) => Partial<LookupItem> | 'away') {
  const asked: { posting_numbers: string[]; company_id?: string }[] = [];
  const problems: unknown[] = [];
  let company: string | undefined = '1';
  const ask = (async (_: string, body: { posting_numbers: string[] }) => {
    asked.push(body);
    const answers = body.posting_numbers.map((number) => [number, answer(number)] as const);
    if (answers.some(([, found]) => found === 'away'))
      return { ok: false, problem: 'away', retryAt: Date.now() + 2_000 };
    return {
      ok: true,
      data: { items: answers.map(([number, found]) => ({ ...FOUND, ...(found as object), posting_number: number })) },
    };
  }) as unknown as Ask;
  const events = { known: vi.fn(), problem: (problem: unknown) => problems.push(problem) };
  const next = (work: () => void): void => void setTimeout(work, 16);
  const made = new Lookups(ask, () => company, events, new AbortController().signal, next);
  return { lookups: made, asked, problems, events, open: (id: string) => (company = id) };
}

const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `5854${at}-0057-1`);

describe('look-ups', () => {
  it('within one frame go together, 200 at most, with the company', async () => {
    const { lookups: made, asked } = lookups(() => ({}));
    made.want(many(150));
    made.want(many(250));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.map((body) => body.posting_numbers.length)).toEqual([200, 50]);
    expect(asked[0]?.company_id).toBe('1');
  });

  it('are not repeated within a minute, and are per company', async () => {
    const { lookups: made, asked, open } = lookups(() => ({}));
    made.want(many(2));
    await vi.advanceTimersByTimeAsync(100);
    made.want(many(2));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(1);
    open('2');
    expect(made.get(many(1)[0] ?? '')).toBeUndefined();
    made.want(many(2));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(2);
  });

  it('that are pending are asked again, later and later, not for ever', async () => {
    const { lookups: made, asked } = lookups(() => ({ status: 'pending' }));
    made.want(many(1));
    await vi.advanceTimersByTimeAsync(1_200);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(asked.length).toBeLessThan(15);
    expect([0, 1, 2, 9].map(pendingWait)).toEqual([1_000, 2_000, 4_000, 30_000]);
  });

  it('of a page gone wild are rationed, and go on a minute later', async () => {
    const { lookups: made, asked } = lookups(() => ({}));
    for (let at = 0; at < 20; at += 1) {
      made.want(many(6_000).slice(at * 300, at * 300 + 300));
      await vi.advanceTimersByTimeAsync(200);
    }
    const sum = (): number => asked.reduce((all, body) => all + body.posting_numbers.length, 0);
    expect(sum()).toBe(2_000);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(sum()).toBe(4_000);
  });

  it('go again at once when somebody says that things changed', async () => {
    let away = true;
    const { lookups: made, asked } = lookups(() => (away ? 'away' : {}));
    made.want(many(3));
    await vi.advanceTimersByTimeAsync(100);
    away = false;
    made.again(many(3));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(2);
  });

  it('wait while the backend is away, and come back by themselves', async () => {
    let away = true;
    const { lookups: made, asked, problems, events } = lookups(() => (away ? 'away' : {}));
    made.want(many(3));
    await vi.advanceTimersByTimeAsync(1_900);
    expect(asked).toHaveLength(1);
    away = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    expect(problems).toEqual(['away', null]);
    expect(events.known).toHaveBeenCalledWith(many(3));
  });
});
