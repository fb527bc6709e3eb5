import { describe, expect, it } from 'vitest';
import { failed, gate, REACHABLE, type Reach, wait } from './reach';

describe('a backend that is away', () => {
  it('is asked after 2, 4, 8 … and at most 60 seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map(wait)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('is left alone until then, and probed first', () => {
    const away = failed(REACHABLE, 1_000);
    expect(gate(REACHABLE, 0)).toBe('open');
    expect(gate(away, 2_999)).toBe('closed');
    expect(gate(away, 3_000)).toBe('probe');
  });

  it('gets no more than 20 probes in ten minutes', () => {
    let reach: Reach = REACHABLE;
    let probes = 0;
    for (let now = 0; now < 600_000; now += 100) {
      if (gate(reach, now) === 'closed') continue;
      probes += 1;
      reach = failed(reach, now);
    }
    expect(probes).toBeLessThan(20);
  });
});
