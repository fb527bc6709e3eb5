import { describe, expect, it } from 'vitest';
import { forOneLine, fromPoints, overBy, spliced, withTrigger } from './room';

describe('putting a text into a draft', () => {
  it('keeps what stands around the caret', () => {
    expect(spliced('abc def', { start: 4, end: 4 }, 'X ')).toBe('abc X def');
    expect(spliced('abc def', { start: 0, end: 3 }, 'X')).toBe('X def');
  });

  it('takes the // in that called', () => {
    expect(withTrigger('abc //', { start: 6, end: 6 }, '//')).toEqual({ start: 4, end: 6 });
    expect(withTrigger('abc', { start: 3, end: 3 }, '//')).toEqual({ start: 3, end: 3 });
    expect(withTrigger('abc //', { start: 6, end: 6 }, '')).toEqual({ start: 6, end: 6 });
  });

  it('says by how much a text is too long, as the field and as the page count', () => {
    expect(overBy('a'.repeat(1_005), { limit: 1_000 })).toBe(5);
    expect(overBy('a'.repeat(1_000), { limit: 1_000 })).toBe(0);
    expect(overBy('👍'.repeat(10), { limit: 10 })).toBe(0);
    expect(overBy('👍'.repeat(10), { maxLength: 10 })).toBe(10);
    expect(overBy('abc', { maxLength: -1 })).toBe(0);
  });

  it('needs no line breaks in one line', () => expect(forOneLine('one \n two\nthree')).toBe('one two three'));

  it('counts spans in characters, not in halves of them', () => {
    const text = '👍 звоните';
    const { start, end } = fromPoints(text, [2, 9]);
    expect(text.slice(start, end)).toBe('звоните');
  });
});
