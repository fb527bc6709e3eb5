import { describe, expect, it } from 'vitest';
import { above, placeOf, ruleHash, rulesHash } from './route';

describe('an address is a place', () => {
  it.each([
    ['', { at: 'rules', filter: {} }],
    ['#/rules', { at: 'rules', filter: {} }],
    ['#/rules?q=%E9%80%80&scheme=rfbs', { at: 'rules', filter: { q: '退', scheme: 'rfbs' } }],
    ['#/rules/AMT-03', { at: 'rule', id: 'AMT-03' }],
    ['#/rules/new', { at: 'edit', id: null }],
    ['#/rules/OWN-1/edit', { at: 'edit', id: 'OWN-1' }],
    ['#/rules/exchange', { at: 'exchange' }],
    ['#/learn', { at: 'learn', theme: null }],
    ['#/learn/waiting', { at: 'learn', theme: 'waiting' }],
    ['#/due', { at: 'due' }],
    ['#/settings', { at: 'settings' }],
    ['#/nowhere', { at: 'rules', filter: {} }],
    ['#/rules/%E0%A4', { at: 'rule', id: '%E0%A4' }],
  ])('%s', (hash, place) => expect(placeOf(hash)).toEqual(place));

  it('and back', () => {
    expect(placeOf(rulesHash({ q: 'a&b=c', show: 'own', theme: '' }))).toEqual({
      at: 'rules',
      filter: { q: 'a&b=c', show: 'own' },
    });
    expect(placeOf(ruleHash('a/b?c'))).toEqual({ at: 'rule', id: 'a/b?c' });
  });

  it('Escape leads one step up', () => {
    expect(above({ at: 'edit', id: 'OWN-1' })).toBe('#/rules/OWN-1');
    expect(above({ at: 'rule', id: 'AMT-03' })).toBe('#/rules');
    expect(above({ at: 'rules', filter: {} })).toBeNull();
  });
});
