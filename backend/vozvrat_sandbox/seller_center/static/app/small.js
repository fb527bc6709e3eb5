// Pages of one screen: home, cancellation requests, and the address that leads nowhere.

import { Refused, ask, get, go, k, moment, post, query, w, wordOr } from './core.js';
import { field } from './decision.js';
import { ShortTime, button, goodsCell, loads, pageHead, postingLink, reason, tabs, waiting } from './parts.js';
import { Drawer } from './portal.js';

export const Dashboard = {
  name: 'Dashboard',
  mixins: [loads],
  computed: {
    wanted: () => '',
  },
  methods: {
    async read() {
      const [common, rfbs, cancellations, chats, reviews] = await Promise.all([
        get('/api/returns?list=common&group=waiting'),
        get('/api/returns?list=rfbs&group=waiting'),
        get('/api/cancellations?state=ON_APPROVAL'),
        get('/api/chats?group=customers_v2'),
        get('/api/reviews'),
      ]);
      const claims = [...new Map([...common.items, ...rfbs.items].map((claim) => [claim.id, claim])).values()].sort((a, b) => (a.answer_due_at < b.answer_due_at ? -1 : 1));
      return {
        claims: claims.slice(0, 8),
        counts: [
          ['dash.requests', common.total + rfbs.total, '/app/returns/rfbs?status=new'],
          ['dash.cancellations', cancellations.total, '/app/returns/conditional-cancellations?state=ON_APPROVAL'],
          ['dash.chats', chats.items.filter((chat) => chat.unread).length, '/app/messenger?group=customers_v2'],
          ['dash.reviews', reviews.items.filter((review) => !review.answer).length, '/app/reviews'],
        ],
      };
    },
  },
  render(h) {
    if (!this.shown) return h('section', [pageHead(h, w('dash.hello')), waiting(h, this)]);
    return h('section', [
      pageHead(h, w('dash.hello')),
      h('h2', { class: k('h2') }, w('dash.todo')),
      h('div', { class: k('cards') }, this.shown.counts.map(([name, count, address]) =>
        h('button', { key: name, class: k('card', 'press', 'two'), attrs: { type: 'button' }, on: { click: () => go(address) } },
          [h('b', { class: k('figure') }, String(count)), h('span', { class: k('quiet') }, w(name))]))),
      h('h2', { class: k('h2') }, w('dash.soon')),
      h('div', { class: k('panel', 'flush') }, [h('table', { class: k('table') }, [h('tbody', this.shown.claims.map((claim) =>
        h('tr', { key: claim.id, class: k('tr'), on: { click: () => go(`/app/returns/${claim.held_in}/${claim.id}`) } }, [
          h('td', { class: k('td') }, [goodsCell(h, claim.goods)]),
          h('td', { class: k('td') }, [h('span', { class: k('link') }, claim.posting_number)]),
          h('td', { class: k('td') }, reason(claim) || '—'),
          h('td', { class: k('td') }, [h(ShortTime, { props: { until: claim.answer_due_at } })]),
        ])))]), waiting(h, { empty: this.shown.claims.length === 0 })]),
    ]);
  },
};

const RefusalDrawer = {
  props: { one: { type: Object, required: true } },
  data: () => ({ comment: '', wrong: '' }),
  methods: {
    async send() {
      try {
        await post(`/api/cancellations/${this.one.id}/decision`, { agree: false, comment: this.comment });
        this.$emit('done');
      } catch (error) {
        this.wrong = error instanceof Refused ? error.message : w('error.other');
      }
    },
  },
  render(h) {
    return h(Drawer, { props: { title: w('cancel.title') }, on: { close: () => this.$emit('close') } }, [
      h('p', [`${w('msg.order')} `, this.one.posting_number]),
      field(h, 'decide.comment', h('textarea', { class: k('input', 'area'), attrs: { rows: 5 },
        domProps: { value: this.comment }, on: { input: (event) => { this.comment = event.target.value; } } })),
      this.wrong && h('p', { class: k('bad'), attrs: { role: 'alert' } }, this.wrong),
      h('div', { class: k('drawerfoot') }, [button(h, w('cancel.refuse'), { kind: 'primary', press: this.send })]),
    ]);
  },
};

export const Cancellations = {
  name: 'Cancellations',
  mixins: [loads],
  data: () => ({ refusing: null }),
  computed: {
    state: () => query().get('state') ?? '',
    wanted() {
      return this.state;
    },
  },
  methods: {
    read() {
      return get(`/api/cancellations?state=${this.state}`);
    },
    async agree(one) {
      await post(`/api/cancellations/${one.id}/decision`, { agree: true }).catch(() => {});
      this.load();
    },
    row(h, one) {
      const cell = (...children) => h('td', { class: k('td') }, children);
      const due = one.state === 'ON_APPROVAL';
      return h('tr', { key: one.id, class: k('tr') }, [
        cell(postingLink(h, one.posting_number)),
        cell(one.goods ? goodsCell(h, one.goods) : '—'),
        cell(h('div', { class: k('two') }, [wordOr(`cancelReason.${one.reason_id}`, one.reason), h('span', { class: k('quiet') }, one.comment)])),
        cell(moment(one.created_at)),
        cell(h(ShortTime, { props: { until: due ? one.auto_approve_at : null } })),
        cell(due ? h('div', { class: k('line') }, [
          button(h, w('cancel.agree'), { press: () => this.agree(one) }),
          button(h, w('cancel.refuse'), { press: () => { this.refusing = one; } }),
        ]) : h('span', { class: k('tag', 'calm') }, w(`cancelled.${one.state}`))),
      ]);
    },
  },
  render(h) {
    const rows = this.shown?.items ?? [];
    const names = ['posting', 'goods', 'reason', 'asked', 'auto', 'status'];
    return h('section', [
      pageHead(h, w('menu.cancellation')),
      tabs(h, ['', 'ON_APPROVAL', 'APPROVED', 'REJECTED'].map((id) => [id, w(`cancel.${id || 'ALL'}`)]), this.state,
        (state) => ask({ state })),
      h('div', { class: k('panel', 'flush') }, [
        h('table', { class: k('table', 'fixedtable') }, [
          h('colgroup', names.map((name) => h('col', { key: name, class: k(`x-${name}`) }))),
          h('thead', [h('tr', names.map((name) => h('th', { key: name, class: k('th') }, w(`col.${name}`))))]),
          h('tbody', rows.map((one) => this.row(h, one))),
        ]),
        waiting(h, { failed: this.failed, loading: this.loading && !this.shown, empty: rows.length === 0 }),
      ]),
      this.refusing && h(RefusalDrawer, { props: { one: this.refusing },
        on: { close: () => { this.refusing = null; }, done: () => { this.refusing = null; this.load(); } } }),
    ]);
  },
};

export const NotFound = {
  name: 'NotFound',
  render: (h) => h('section', [pageHead(h, w('notfound')), h('p', { class: k('empty') }, w('notfound.text'))]),
};
