import { describe, expect, it } from 'vitest';
import { changeOf, draftOf, EMPTY, freeId } from './draft';

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

  it('gets the first free id', () => expect(freeId(['OWN-1', 'OWN-3'])).toBe('OWN-2'));
});
