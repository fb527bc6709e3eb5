import { describe, expect, it } from 'vitest';
import { columnTimesIn } from './columns';
import { PAGE_MAP } from './map';

const now = new Date('2026-11-24T10:00:00Z');
const head = (title: string): string => `<tr><th>Номер</th><th>Отправление</th><th>${title}</th></tr>`;
const row = (number: string, left: string): string => `<tr><td>77001</td><td>${number}</td><td>${left}</td></tr>`;

function read(markup: string): [string, string][] {
  // biome-ignore lint/plugin: markup of this very test
  document.body.innerHTML = markup;
  return columnTimesIn(document.body, now, PAGE_MAP).map(({ number, dueAt }) => [number, dueAt.toISOString()]);
}

const DUE = '2026-11-25T15:15:00.000Z';

describe('the column that says how long one may answer', () => {
  it.each([
    ['Срок ответа', '29 ч 15 мин'],
    ['答复期限', '29小时15分钟'],
    ['Time to answer', '29 h 15 min'],
  ])('is known as %s', (title, left) => {
    expect(read(`<table>${head(title)}${row('58544282-0057-1', left)}</table>`)).toEqual([['58544282-0057-1', DUE]]);
  });

  it('may head a second table', () => {
    const markup = `<table>${head('Срок ответа')}</table><table>${row('58544282-0057-1', '29 ч 15 мин')}</table>`;
    expect(read(markup)).toEqual([['58544282-0057-1', DUE]]);
  });

  it.each([
    ['another column', `<table>${head('Доставка')}${row('58544282-0057-1', '29 ч')}</table>`],
    ['no time', `<table>${head('Срок ответа')}${row('58544282-0057-1', '—')}</table>`],
    ['two numbers', `<table>${head('Срок ответа')}${row('58544282-0057-1 58544282-0058-1', '29 ч')}</table>`],
    ['one number twice', `<table>${head('Срок ответа')}${row('58544282-0057-1', '29 ч').repeat(2)}</table>`],
    ['another count of cells', `<table>${head('Срок ответа')}<tr><td>58544282-0057-1</td><td>29 ч</td></tr></table>`],
    [
      'joined cells',
      `<table>${head('Срок ответа')}<tr><td colspan="2">58544282-0057-1</td><td>1</td><td>29 ч</td></tr></table>`,
    ],
    ['no table', '<p>Срок ответа</p><p>58544282-0057-1 29 ч</p>'],
  ])('is not believed: %s', (_, markup) => expect(read(markup)).toEqual([]));
});
