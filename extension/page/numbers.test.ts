import { describe, expect, it } from 'vitest';
import { findNumbers } from './numbers';

const numbers = (text: string): string[] => findNumbers(text).map((found) => found.number);

describe('a posting number is found', () => {
  it.each([
    ['58544282-0057-1', '58544282-0057-1'],
    ['Отправление 0129147027-0113-1 доставлено', '0129147027-0113-1'],
    ['№58544282-0057-1', '58544282-0057-1'],
    ['No.58544282-0057-1', '58544282-0057-1'],
    ['订单58544282-0057-1已送达', '58544282-0057-1'],
    ['(58544282-0057-1)', '58544282-0057-1'],
    ['58544282-0057-1.', '58544282-0057-1'],
    ['58544282-0057-1, 2 шт.', '58544282-0057-1'],
    ['12345-0001-999', '12345-0001-999'],
    ['/app/postings/fbs/58544282-0057-1', '58544282-0057-1'],
    ['58544282\u20110057\u20111', '58544282-0057-1'],
    ['5854\u200b4282-\u00ad0057-1', '58544282-0057-1'],
    ['20261124-0057-1', '20261124-0057-1'],
    ['\u200e58544282\u200e-0057-1\u200e', '58544282-0057-1'],
    ['\u2068\u206658544282-0057-1\u2069\u2069', '58544282-0057-1'],
  ])('in %j', (text, number) => expect(numbers(text)).toEqual([number]));

  it('with its place, whatever stands between', () => {
    const text = 'A 58544282-0057-1 B 5854\u200b4282-0058-2';
    expect(findNumbers(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '58544282-0057-1',
      '5854\u200b4282-0058-2',
    ]);
  });
});

describe('what only looks like one is left alone', () => {
  it.each([
    ['an order number of two parts', '58544282-0057'],
    ['a date', '2026-11-24'],
    ['a date and time', '20261124-1030-15'],
    ['a Russian phone', '+7 916 123-45-67'],
    ['a phone with its country', '+86 13800-1380-00'],
    ['a named phone', 'Тел.: 12345-6789-10'],
    ['a phone in Chinese', '电话：12345-6789-10'],
    ['a phone with its area', '(495) 12345-6789-1'],
    ['a named article', 'Артикул: 12345-6789-1'],
    ['an SKU', 'SKU 148313766'],
    ['an article with letters', 'AB58544282-0057-1'],
    ['an article with letters behind', '58544282-0057-1A'],
    ['four parts', '58544282-0057-1-2'],
    ['a longer run of digits before', '1234-58544282-0057-1'],
    ['a last part that is too long', '58544282-0057-1234'],
    ['a first part that is too short', '1234-0057-1'],
    ['a first part that is too long', '1234567890123-0057-1'],
    ['a decimal', '58544282-0057-1.5'],
    ['a file name', 'scan_58544282-0057-1'],
    ['a file', '58544282-0057-1.jpg'],
    ['a UUID', '58544282-0057-1000-8000-00805f9b34fb'],
    ['ranges', '12345–6789–1'],
    ['a number shown back to front', '\u202e58544282-0057-1\u202c'],
    ['an address of mail', 'me@58544282-0057-1'],
  ])('%s', (_, text) => expect(numbers(text)).toEqual([]));

  it('however many there are', () => {
    const page = '2026-11-24 +7 916 123-45-67 58544282-0057 '.repeat(5_000);
    const from = performance.now();
    expect(numbers(page)).toEqual([]);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
