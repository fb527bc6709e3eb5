import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from '#imports';
import { seenWords } from './seen';

describe('when a page was seen', () => {
  beforeEach(() => {
    browser.i18n.getUILanguage = () => 'ru';
    browser.i18n.getMessage = vi.fn((key: string, given?: string | string[]) =>
      [key, given].flat().filter(Boolean).join(' '),
    );
  });

  it.each([
    ['undated', 'source_undated'],
    ['undated, newest wording', 'seen_newest'],
    ['16 Oct 2025', '16 октября 2025 г.'],
    ['2026-11-24', '24 ноября 2026 г.'],
    ['Oct 2024', 'октябрь 2024 г.'],
    ['Sep 2025 - Jan 2026', 'сентябрь 2025 г. - январь 2026 г.'],
    ['undated, c. 2023-24', 'seen_about 2023-24'],
    ['entries to 2 Mar 2026', 'seen_entries 2 марта 2026 г.'],
    ['spec 2.1, chat methods', 'seen_spec 2.1'],
    ['after Oct 2025', 'seen_after октябрь 2025 г.'],
    ['2025', '2025'],
    ['c. Feb 2023 (repost of an Ozon notice)', 'seen_repost февраль 2023 г.'],
    ['13 Jan 2026 (the holiday rule)', '13 января 2026 г.'],
    ['25 Nov 2021 (older window)', '25 ноября 2021 г.'],
    ['10 Nov 2025, publication 79495', '10 ноября 2025 г.'],
    ['2025-2026, returns and cancellations of rFBS', '2025-2026'],
    ['undated, winter-season wording', 'seen_winter'],
    ['undated, items 1-5 of the decree of 31 Dec 2020', 'source_undated'],
    ['ed. 2019', 'seen_edition 2019'],
    ['not seen by us', 'seen_never'],
    ['<b>Abc 2020</b>', '<b>Abc 2020</b>'],
  ])('%s', (seen, words) => expect(seenWords(seen)).toBe(words));
});
