import { describe, expect, it } from 'vitest';
import { begunFrom, changeOf, draftOf, EMPTY, freeId, readDraft } from './draft';

describe('an own rule in the form', () => {
  it('keeps its words in other languages, its examples and its templates', () => {
    const written = {
      title: { ru: 'Без фото', en: 'No photos' },
      when: 'f.return.photos == 0',
      severity: 'info' as const,
      examples: [{ name: 'x' }],
      template_purposes: ['ask_evidence'],
    };
    const draft = { ...draftOf('OWN-1', written, 'en'), title: 'No photos at all' };
    expect(changeOf(draft, written, 'en')).toEqual({
      ...written,
      title: { ru: 'Без фото', en: 'No photos at all' },
    });
  });

  it('leaves out what was left empty', () => {
    expect(changeOf({ ...EMPTY, title: ' A ', when: 'true' }, null, 'ru')).toEqual({
      title: 'A',
      when: 'true',
      severity: 'warning',
    });
  });

  it('has a clock where a fact was chosen', () => {
    const draft = { ...EMPTY, title: 'A', fact: 'return.created_at', hours: '48', warnHours: '' };
    expect(changeOf(draft, null, 'ru').deadline).toEqual({ fact: 'return.created_at', hours: 48, warn_hours: 48 });
  });

  it('comes back as it was kept, and takes nothing else from what was kept', () => {
    const draft = { ...EMPTY, id: 'OWN-7', title: 'Ask first', schemes: ['fbs'] };
    expect(readDraft(JSON.stringify(draft), EMPTY)).toEqual(draft);
    expect(readDraft('{"title": 1, "schemes": ["fbs", 2], "severity": null, "other": "x"}', EMPTY)).toEqual({
      ...EMPTY,
      schemes: ['fbs'],
    });
    for (const broken of [null, 'null', '{', '"text"']) expect(readDraft(broken, EMPTY)).toBeNull();
  });

  it('is begun once something was typed, not by the id that a new one is given', () => {
    expect(begunFrom(EMPTY, { ...EMPTY, id: 'OWN-9' }, true)).toBe(false);
    expect(begunFrom(EMPTY, { ...EMPTY, note: 'x' }, true)).toBe(true);
  });

  it('gets the first free id', () => expect(freeId(['OWN-1', 'OWN-3'])).toBe('OWN-2'));
});
