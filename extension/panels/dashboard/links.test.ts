import { describe, expect, it } from 'vitest';
import { linkOf } from './links';

describe('a source becomes a link', () => {
  it.each([
    ['docs.ozon.ru/global/en/money', 'https://docs.ozon.ru/global/en/money'],
    ['docs.ozon.com/a?b=c', 'https://docs.ozon.com/a?b=c'],
    ['ozon.ru', 'https://ozon.ru/'],
    ['https://example.org/x', 'https://example.org/x'],
  ])('%s', (address, link) => expect(linkOf(address)).toBe(link));
});

describe('a source stays a text', () => {
  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)//docs.ozon.ru'],
    ['data:text/html,<script>'],
    ['http://docs.ozon.ru/x'],
    ['ozon.ru.evil.example/x'],
    ['evilozon.ru/x'],
    ['docs.ozon.ru:8080/x'],
    ['docs.ozon.ru@evil.example/x'],
    ['https://docs.ozon.ru@evil.example/x'],
    ['example.org/x'],
    ['letter of support, 12 Oct'],
    ['//docs.ozon.ru/x'],
    ['chrome-extension://abc/options.html'],
    [''],
  ])('%s', (address) => expect(linkOf(address)).toBeNull());
});
