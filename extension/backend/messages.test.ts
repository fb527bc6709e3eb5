import { describe, expect, it } from 'vitest';
import { deskTable } from './desk';
import { callFor, senderKind, TABLE } from './messages';

const OWN = 'chrome-extension://abc';
const page = { id: 'abc', url: 'https://seller.ozon.ru/app/returns', frameId: 0, tab: {} };

describe('who may speak', () => {
  it('the content script in the top frame of the seller center', () =>
    expect(senderKind(page, 'abc', OWN)).toBe('page'));
  it("the extension's own pages", () =>
    expect(senderKind({ id: 'abc', url: `${OWN}/options.html` }, 'abc', OWN)).toBe('own'));

  it.each([
    ['another extension', { ...page, id: 'xyz' }],
    ['another site', { ...page, url: 'https://evil.example/app' }],
    ['a site that begins alike', { ...page, url: 'https://seller.ozon.ru.evil.example/' }],
    ['plain http', { ...page, url: 'http://seller.ozon.ru/' }],
    ['a frame', { ...page, frameId: 3 }],
    ['no address', { ...page, url: undefined }],
  ])('not %s', (_, sender) => expect(senderKind(sender, 'abc', OWN)).toBeNull());
});

describe('what may be asked', () => {
  it('a look-up becomes one fixed call', () => {
    const body = { posting_numbers: ['58544282-0057-1'], company_id: '42' };
    expect(callFor({ kind: 'look_up', body }, 'page')?.call).toEqual({
      method: 'post',
      path: '/api/v1/orders/lookups',
      options: { body },
    });
  });

  it('a rendering names its template in the path alone', () => {
    const body = { template_id: 'a.b-1', values: { name: 'x' }, locale: 'ru' };
    expect(callFor({ kind: 'render', body }, 'page')?.call).toEqual({
      method: 'post',
      path: '/api/v1/templates/{template_id}/renderings',
      options: { params: { path: { template_id: 'a.b-1' } }, body: { values: { name: 'x' }, locale: 'ru' } },
    });
  });

  it.each([
    ['an unknown message', { kind: 'confirm_decision', body: {} }],
    ['something of every object', { kind: 'toString', body: {} }],
    ['an address of its own', { kind: 'card', body: { posting_number: '58544282-0057-1' }, url: 'http://x' }],
    ['a path in a number', { kind: 'card', body: { posting_number: '../accounts' } }],
    ['a path in a template', { kind: 'render', body: { template_id: '../../accounts', values: {}, locale: 'ru' } }],
    ['a step up in a path', { kind: 'render', body: { template_id: '..', values: {}, locale: 'ru' } }],
    ['a field too many', { kind: 'look_up', body: { posting_numbers: ['58544282-0057-1'], all: true } }],
    ['too many numbers', { kind: 'look_up', body: { posting_numbers: Array(201).fill('58544282-0057-1') } }],
    ['no numbers', { kind: 'look_up', body: { posting_numbers: [] } }],
    ['a text beyond measure', { kind: 'check_text', body: { text: 'x'.repeat(10_001) } }],
    ['a language we do not speak', { kind: 'suggest', body: { locale: 'xx' } }],
    [
      'a key of the prototype',
      JSON.parse('{"kind": "look_up", "body": {"posting_numbers": ["58544282-0057-1"], "__proto__": {}}}'),
    ],
    ['a kind of the prototype', { kind: '__proto__', body: {} }],
    ['a list for a body', { kind: 'health', body: [] }],
    [
      'a message beyond measure',
      {
        kind: 'render',
        body: {
          template_id: 'a',
          locale: 'ru',
          values: Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`k${at}`, 'x'.repeat(900)])),
        },
      },
    ],
    ['nothing', null],
    ['a word', 'look_up'],
  ])('not %s', (_, message) => expect(callFor(message, 'page')).toBeNull());

  it('the due list and search only for our own pages', () => {
    expect(callFor({ kind: 'search', body: { q: 'x' } }, 'page')).toBeNull();
    expect(callFor({ kind: 'search', body: { q: 'a b' } }, 'own')?.call.path).toBe('/api/v1/orders');
  });

  it('content scripts reach no accounts, devices, pairing or decisions', () => {
    const samples = Object.values(TABLE).filter((row) => row.from.includes('page'));
    const source = samples.map((row) => String(row.call)).join();
    expect(source).not.toMatch(/accounts|devices|pairing|decisions/);
  });

  it('rules, settings and the calendar only for our own pages', () => {
    for (const [kind, row] of Object.entries(deskTable)) expect(row.from, kind).toEqual(['own']);
    const message = { kind: 'keep_rule', body: { rule_id: 'AMT-03', rule: { enabled: false, note: 'x' } } };
    expect(callFor(message, 'page')).toBeNull();
    expect(callFor(message, 'own')?.call).toEqual({
      method: 'put',
      path: '/api/v1/policy/rules/{rule_id}',
      options: { params: { path: { rule_id: 'AMT-03' } }, body: { enabled: false, note: 'x' } },
    });
  });

  it.each([
    ['a path in a rule id', { kind: 'rule', body: { rule_id: '../accounts' } }],
    ['a rule id in small letters', { kind: 'drop_rule', body: { rule_id: 'own-1' } }],
    ['a field that no rule has', { kind: 'keep_rule', body: { rule_id: 'OWN-1', rule: { url: 'x' } } }],
    ['other settings', { kind: 'change_settings', body: { time_zone: 'UTC' } }],
    ['an import beyond measure', { kind: 'import_rules', body: { yaml: 'x'.repeat(700_000), dry_run: true } }],
  ])('not %s, not even from our own pages', (_, message) => expect(callFor(message, 'own')).toBeNull());

  it('rules that others passed on may be long', () => {
    const message = { kind: 'import_rules', body: { yaml: 'x'.repeat(300_000), dry_run: true } };
    expect(callFor(message, 'own')).not.toBeNull();
  });
});
