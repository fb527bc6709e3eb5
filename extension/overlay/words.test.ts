import { describe, expect, it, vi } from 'vitest';
import { browser } from '#imports';

async function reading(language: string): Promise<typeof import('./words')> {
  vi.resetModules();
  browser.i18n.getUILanguage = () => language;
  return import('./words');
}

describe('days and hours', () => {
  it.each([
    ['en-US', '24 Nov, 17:42', '24 Nov 2026', 'Oct 2024'],
    ['ru', '24 ноября в 17:42', '24 ноября 2026 г.', 'октябрь 2024 г.'],
    ['zh-CN', '11月24日 17:42', '2026年11月24日', '2024年10月'],
  ])('are written in %s as its readers write them', async (language, moscow, date, month) => {
    const words = await reading(language);
    const year = new Date().getFullYear();
    expect(words.moscow(`${year}-11-24T14:42:00Z`)).toBe(moscow);
    expect(words.date('2026-11-24')).toBe(date);
    expect(words.month('2024-10-01')).toBe(month);
  });

  it('tell the year where it is not the present one, and midnight as the day that begins', async () => {
    const { moscow } = await reading('en');
    expect(moscow('2021-11-24T21:00:00Z')).toBe('25 Nov 2021, 00:00');
  });

  it('leave what is no time as it is', async () => {
    const { moment, date } = await reading('en');
    expect(moment('soon')).toBe('soon');
    expect(date('<b>')).toBe('<b>');
  });
});
