import { describe, expect, it } from 'vitest';
import { countdownsIn, parseTime } from './countdown';
import { PAGE_MAP } from './map';

const now = new Date('2026-11-24T10:00:00Z');
const read = (text: string): string | undefined => parseTime(text, now, PAGE_MAP)?.toISOString();

describe("the page's own clock", () => {
  it.each([
    ['1 д 5 ч 20 мин', '2026-11-25T15:20:00.000Z'],
    ['1 д 5 ч 20 мин 40 с', '2026-11-25T15:20:00.000Z'],
    [': 29 часов 15 минут', '2026-11-25T15:15:00.000Z'],
    ['1天5小时20分钟', '2026-11-25T15:20:00.000Z'],
    ['1 d 5 h 20 min', '2026-11-25T15:20:00.000Z'],
    ['2 days 3 hours', '2026-11-26T13:00:00.000Z'],
    ['29:15:04', '2026-11-25T15:15:00.000Z'],
    ['25 ноября, 04:00', '2026-11-25T01:00:00.000Z'],
    ['25.11.2026 04:00', '2026-11-25T01:00:00.000Z'],
    ['11月25日 04:00', '2026-11-25T01:00:00.000Z'],
    ['25 Nov, 04:00', '2026-11-25T01:00:00.000Z'],
    ['3 января, 12:00', '2027-01-03T09:00:00.000Z'],
  ])('says %j', (text, at) => {
    if (text.startsWith('3 января')) expect(read(text)).toBe('2027-01-03T09:00:00.000Z');
    else expect(read(text)).toBe(at);
  });

  it.each(['', 'скоро', '5 штук', '1299 ₽', '24.11.2025 04:00', '0 мин'])('is not in %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('is read beside its label, in another element', () => {
    // biome-ignore lint/plugin: markup of this very test
    document.body.innerHTML = '<div><span>Осталось на ответ</span><b>1 д 5 ч 20 мин</b></div><p>Срок ответа важен</p>';
    const [found, ...more] = countdownsIn(document.body, now, PAGE_MAP);
    expect(found?.dueAt.toISOString()).toBe('2026-11-25T15:20:00.000Z');
    expect(more).toEqual([]);
  });
});
