import { describe, expect, it } from 'vitest';
import { isSilent, kindOf, PAGE_MAP } from './map';

describe('routes', () => {
  it.each([
    ['/app/returns/rfbs', 'returns_rfbs'],
    ['/app/returns/common', 'returns'],
    ['/app/returns/main', 'returns'],
    ['/app/returns/supply/common', 'returns'],
    ['/app/returns/conditional-cancellations', 'cancellations_rfbs'],
    ['/app/postings/crossborder/fbs', 'postings'],
    ['/app/messenger/', 'messenger'],
    ['/app/registration/signin', 'login'],
    ['/app/anything/else', 'other'],
  ])('%s is %s', (path, kind) => expect(kindOf(path, PAGE_MAP)).toBe(kind));

  it('where one logs in nothing is said', () => expect(isSilent('login', PAGE_MAP)).toBe(true));
});
