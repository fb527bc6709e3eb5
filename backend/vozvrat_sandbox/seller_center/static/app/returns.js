// The tables of returns. Header and rows are two tables, and every load draws all rows anew.

import { ask, get, go, k, moment, query, w } from './core.js';
import { ShortTime, button, goodsCell, loads, pageHead, price, reason, search, stateTag, tabs, waiting } from './parts.js';

const PORTION = 100;
const columns = ['return', 'posting', 'goods', 'reason', 'left', 'status', 'price', 'changed'];
const titles = {
  common: 'menu.returnsCommon', main: 'menu.returnsMain', 'supply/common': 'menu.returnsSupply', rfbs: 'menu.returnsRfbs',
};
const lists = { common: 'common', main: 'common', 'supply/common': 'supply', rfbs: 'rfbs' };
const rfbsGroups = ['', 'new', 'delivering', 'checkout', 'arbitration', 'approved', 'rejected'];

const sizes = (h) => h('colgroup', columns.map((name) => h('col', { key: name, class: k(`c-${name}`) })));

function row(h, claim, place) {
  const cell = (...children) => h('td', { class: k('td') }, children);
  return h('tr', { key: claim.id, class: k('tr'), attrs: { tabindex: '0' },
    on: { click: () => go(`/app/returns/${place}/${claim.id}`) } }, [
    cell(h('b', claim.return_number)),
    // The number stands bare in its cell here, not in an element of its own.
    cell(claim.posting_number),
    cell(goodsCell(h, claim.goods)),
    cell(reason(claim) || '—'),
    cell(h(ShortTime, { props: { until: claim.answer_due_at } })),
    cell(stateTag(h, claim)),
    cell(price(claim.goods)),
    cell(h('span', { class: k('quiet') }, moment(claim.state_changed_at))),
  ]);
}

export const Returns = {
  name: 'Returns',
  mixins: [loads],
  props: { place: { type: String, required: true } },
  data: () => ({ version: 0, limit: PORTION }),
  computed: {
    group() {
      const wanted = query().get('status') ?? '';
      return this.place === 'rfbs' || wanted === 'waiting' ? wanted : '';
    },
    asked: () => query().get('search') ?? '',
    wanted() {
      return JSON.stringify([this.place, this.group, this.asked, this.limit]);
    },
  },
  methods: {
    async read() {
      const group = /^\d+$/.test(this.group) ? '' : this.group;
      const values = new URLSearchParams({ list: lists[this.place], group, q: this.asked, limit: this.limit });
      const body = await get(`/api/returns?${values}`);
      this.version += 1;
      return body;
    },
  },
  render(h) {
    const rows = this.shown?.items ?? [];
    const groups = this.place === 'rfbs'
      ? rfbsGroups.map((id) => [id, w(id ? `group.${id}` : 'returns.all')])
      : [['', w('returns.all')], ['waiting', w('returns.waiting')]];
    return h('section', [
      pageHead(h, w(titles[this.place]), [button(h, w('action.refresh'), { press: this.load })]),
      tabs(h, groups, this.group, (status) => ask({ status })),
      h('div', { class: k('line') }, [
        search(h, { hint: w('returns.search'), value: this.asked, find: (text) => ask({ search: text }) }),
        h('span', { class: k('quiet') }, this.shown ? w('count.rows', { n: this.shown.total }) : ''),
      ]),
      h('div', { class: k('panel', 'flush'), attrs: { 'data-widget': '@returns/returns-list' } }, [
        h('table', { class: k('table', 'fixedtable') }, [sizes(h), h('thead', [h('tr', columns.map((name) =>
          h('th', { key: name, class: k('th') }, w(`col.${name}`))))])]),
        h('table', { key: `rows-${this.version}`, class: k('table', 'fixedtable') },
          [sizes(h), h('tbody', rows.map((claim) => row(h, claim, this.place)))]),
        waiting(h, { failed: this.failed, loading: this.loading && !this.shown, empty: rows.length === 0 }),
        this.shown?.total > rows.length && rows.length < 500 && h('div', { class: k('more') },
          [button(h, w('action.more'), { press: () => { this.limit += PORTION; } })]),
      ]),
    ]);
  },
};
