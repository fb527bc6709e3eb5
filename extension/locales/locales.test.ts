import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const HERE = join(process.cwd(), 'locales');
const LANGUAGES = ['en', 'ru', 'zh_CN'];

function messages(language: string): Map<string, string> {
  const lines = readFileSync(join(HERE, `${language}.yml`), 'utf8').split('\n');
  const pairs = lines.filter((line) => /^\w+: /.test(line)).map((line) => line.split(/: (.*)/s));
  return new Map(pairs.map(([key = '', value = '']) => [key, value]));
}

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/node_modules|dist|\.wxt/.test(entry.parentPath),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('every string', () => {
  it.each(LANGUAGES)('is there in %s, with the same places to fill', (language) => {
    const english = messages('en');
    const other = messages(language);
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      const holes = (words: string): string[] => (words.match(/\$\d/g) ?? []).sort();
      expect(holes(other.get(key) ?? ''), key).toEqual(holes(text));
    }
  });

  it('is used', () => {
    const code =
      ['overlay', 'panels', 'entrypoints', 'backend'].map((room) => sources(join(process.cwd(), room))).join() +
      readFileSync('wxt.config.ts', 'utf8');
    const unused = [...messages('en').keys()].filter(
      (key) => !/^(?:order_status|reason_kind|return_state|theme)_/.test(key) && !code.includes(key),
    );
    expect(unused).toEqual([]);
  });

  it.each(LANGUAGES)('is calm in %s', (language) => {
    for (const [key, text] of messages(language)) expect(text, key).not.toMatch(/[!！]/);
  });
});
