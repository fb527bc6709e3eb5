import { describe, expect, it } from 'vitest';
import { callsPicker } from './trigger';

describe('// calls the picker', () => {
  it.each([
    ['//', ''],
    ['Здравствуйте! //', ''],
    ['first line\n//', ''],
    ['您好，//', ''],
    ['您好//', ''],
    ['Hello //', ' and more'],
    ['(//', ')'],
  ])('after %j before %j', (before, after) => expect(callsPicker(before, after)).toBe(true));
});

describe('// does not call the picker', () => {
  it.each([
    ['in an address', 'https://', ''],
    ['before an address', 'see //', 'example.com'],
    ['in a date', '24//', ''],
    ['right after a word', 'and//', ''],
    ['after a word in Russian', 'пример//', ''],
    ['as a third slash', '///', ''],
    ['after a path', 'C:\\files//', ''],
    ['between backticks', 'run `make //', ''],
    ['after a statement', 'x = f(1); //', ''],
    ['when only one was typed', 'one /', ''],
  ])('%s', (_, before, after) => expect(callsPicker(before, after)).toBe(false));
});
