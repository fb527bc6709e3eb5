import { describe, expect, it } from 'vitest';
import api from '../../backend/openapi.json';
import { begun, completed, completions, FACTS, factLines, lineAt, TIMES } from './facts';

type Described = { properties?: Record<string, Described> };

function paths(described: Described, at: string): string[] {
  return Object.entries(described.properties ?? {}).flatMap(([name, inner]) =>
    inner.properties ? paths(inner, `${at}.${name}`) : [`${at}.${name}`],
  );
}

describe('facts to pick from', () => {
  it("are those of the API's own document", () => {
    const known = new Set(FACTS.map(({ path }) => path));
    const described = paths(
      (api.components.schemas.CheckRequest as { properties: { facts: Described } }).properties.facts,
      'f',
    );
    expect(described.length).toBeGreaterThan(50);
    expect(described.filter((path) => !known.has(path))).toEqual([]);
  });

  it('complete what was begun, those that begin so first', () => {
    expect(begun('1 > 0 && f.ret', 14)).toBe('f.ret');
    expect(begun('f.return.state == "f.x', 22)).toBeNull();
    expect(begun('self.x', 6)).toBeNull();
    expect(completions('f.return.reason.k')[0]?.path).toBe('f.return.reason.kind');
    expect(completions('f.photos')[0]?.path).toBe('f.return.photos');
    expect(completed('a && f.ret == 1', 10, 'f.return.photos')).toEqual({
      text: 'a && f.return.photos == 1',
      caret: 20,
    });
  });

  it('clocks run from times alone', () => {
    expect(TIMES).toContain('return.created_at');
    expect(TIMES).not.toContain('return.photos');
  });
});

describe('a mistake is pointed at', () => {
  it.each([
    ['a == ', 5, 'a == ', 5],
    ['a\nbb ==\nc', 4, 'bb ==', 2],
    ['"😀" ==', 4, '"😀" ==', 4],
    ['a\n', 2, '', 0],
    ['abc', 99, 'abc', 3],
  ])('%j at %i', (expression, place, line, column) => expect(lineAt(expression, place)).toEqual({ line, column }));
});

describe('the facts of an example', () => {
  it('stand in lines, as a condition names them', () => {
    const facts = {
      now: '2026-11-24T10:00:00Z',
      return: { photos: 2, reason: { kind: 'defect' } },
      draft: { evidence: [] },
    };
    expect(factLines(facts)).toEqual([
      'f.now = "2026-11-24T10:00:00Z"',
      'f.return.photos = 2',
      'f.return.reason.kind = "defect"',
      'f.draft.evidence = []',
    ]);
  });
});
