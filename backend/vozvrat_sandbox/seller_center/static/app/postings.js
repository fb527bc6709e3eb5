// The page of orders. Its table is a micro-frontend in Vue 3: only the rows in view exist, and a row that
// scrolls out is given the next order instead of being replaced.

import { ask, day, get, hour, k, moment, money, query, w, wordOr } from './core.js';
import { OrderDrawer } from './order.js';
import { loads, pageHead, search, tabs } from './parts.js';

// The Vue 3 library calls itself Vue too: the shell keeps each under a name of its own.
const { Vue3 } = window;
const ROW = 68;
const SPARE = 4;

const columns = () => ['posting', 'created', 'shipBy', 'goods', 'price', 'warehouse', 'status'];

const Table = {
  props: { rows: { type: Array, required: true }, choose: { type: Function, required: true } },
  data: () => ({ top: 0, height: 640 }),
  computed: {
    first() {
      return Math.max(0, Math.min(Math.floor(this.top / ROW) - SPARE, this.rows.length - this.count));
    },
    count() {
      return Math.min(this.rows.length, Math.ceil(this.height / ROW) + 2 * SPARE);
    },
  },
  mounted() {
    this.sized = new ResizeObserver(() => { this.height = this.$refs.box.clientHeight; });
    this.sized.observe(this.$refs.box);
  },
  beforeUnmount() {
    this.sized.disconnect();
  },
  methods: {
    // The slot a row is drawn in depends on its place alone, so slots go round as one scrolls.
    slotted() {
      const rows = [];
      for (let place = this.first; place < this.first + this.count; place += 1) rows.push([place % this.count, place]);
      return rows;
    },
  },
  render() {
    const { h } = Vue3;
    const spacer = (key, rows) => h('tr', { key, 'aria-hidden': 'true', style: { height: `${rows * ROW}px` } });
    return h('div', { ref: 'box', class: k('rows'), onScroll: (event) => { this.top = event.target.scrollTop; } }, [
      h('table', { class: k('table', 'fixedtable'), 'data-widget': '@postings/posting-list-table' }, [
        h('thead', [h('tr', columns().map((name) => h('th', { class: k('th', `w-${name.toLowerCase()}`) }, w(`col.${name}`))))]),
        h('tbody', [
          spacer('above', this.first),
          ...this.slotted().map(([slot, place]) => row(h, this.rows[place], slot, place, this.choose)),
          spacer('below', this.rows.length - this.first - this.count),
        ]),
      ]),
    ]);
  },
};

function row(h, posting, slot, place, choose) {
  const [goods] = posting.goods;
  const cell = (...children) => h('td', { class: k('td') }, children);
  const two = (above, below) => h('div', { class: k('two') },
    [h('span', { class: k('clamp') }, above), h('span', { class: k('quiet', 'clamp') }, below)]);
  const total = posting.goods.reduce((sum, one) => sum + Number(one.price) * one.quantity, 0);
  return h('tr', { key: slot, class: k('tr'), 'aria-rowindex': place + 1, onClick: () => choose(posting.number) }, [
    cell(h('div', { class: k('two') }, [
      h('span', { class: k('link') }, posting.number),
      h('span', { class: k('quiet') }, posting.scheme === 'rfbs' ? 'realFBS' : posting.scheme.toUpperCase()),
    ])),
    cell(two(day(posting.created_at), hour(posting.created_at))),
    cell(posting.ship_by ? two(day(posting.ship_by), hour(posting.ship_by)) : '—'),
    cell(goods && h('div', { class: k('goods') }, [
      h('img', { class: k('picture'), src: `/media/${goods.sku}.svg`, alt: '', width: 44, height: 44 }),
      two(goods.name, `${w('label.sku')} ${goods.sku} · ${w('label.pieces', { n: goods.quantity })}`),
    ])),
    cell(goods ? money(total, goods.currency) : '—'),
    cell(two(posting.warehouse || '—', posting.tracking_number)),
    cell(h('span', { class: k('tag', posting.status === 'cancelled' ? 'mute' : 'calm') },
      wordOr(`status.${posting.status}`, posting.status))),
  ]);
}

/** The Vue 2 side: it gives the other application its place and its rows. */
const TableMount = {
  props: { rows: { type: Array, required: true }, choose: { type: Function, required: true } },
  mounted() {
    this.given = Vue3.shallowReactive({ rows: this.rows, choose: this.choose });
    this.inner = Vue3.createApp({ render: () => Vue3.h(Table, { ...this.given }) });
    this.inner.mount(this.$el);
  },
  watch: {
    rows(next) {
      this.given.rows = next;
    },
  },
  beforeDestroy() {
    this.inner.unmount();
  },
  render: (h) => h('div', { class: k('mount'), attrs: { 'data-widget': '@seller-ui/postings' } }),
};

const statuses = ['all', 'awaiting_packaging', 'awaiting_deliver', 'delivering', 'delivered', 'cancelled'];
const titles = { fbs: 'menu.postingsFbs', fbo: 'menu.postingsFbo' };

export const Postings = {
  name: 'Postings',
  mixins: [loads],
  props: { scheme: { type: String, required: true } },
  computed: {
    tab: () => query().get('tab') ?? 'all',
    number: () => query().get('postingNumber') ?? '',
    counted() {
      if (!this.shown) return w('state.loading');
      const { items, total } = this.shown;
      return items.length < total ? w('count.part', { n: items.length, total }) : w('count.rows', { n: total });
    },
    details: () => query().get('postingDetails'),
    wanted() {
      return JSON.stringify([this.scheme, this.tab, this.number]);
    },
  },
  methods: {
    read() {
      const values = new URLSearchParams({ scheme: this.scheme, q: this.number, status: this.tab === 'all' ? '' : this.tab });
      return get(`/api/postings?${values}`);
    },
    choose(number) {
      ask({ postingDetails: number });
    },
  },
  render(h) {
    const rows = Object.freeze(this.shown?.items ?? []);
    return h('section', { class: k('stretch') }, [
      pageHead(h, w(titles[this.scheme]), [h('span', { class: k('quiet') }, [moment(this.shown?.now)])]),
      tabs(h, statuses.map((id) => [id, w(`status.${id}`)]), this.tab, (tab) => ask({ tab, postingDetails: null })),
      h('div', { class: k('line') }, [
        search(h, { hint: w('postings.search'), value: this.number, find: (text) => ask({ postingNumber: text }) }),
        h('span', { class: k('quiet') }, this.counted),
      ]),
      rows.length > 0 && h(TableMount, { props: { rows, choose: this.choose } }),
      this.shown && rows.length === 0 && h('p', { class: k('empty') }, w('state.empty')),
      this.failed && h('p', { class: k('empty') }, w('state.failed')),
      this.details && h(OrderDrawer, { key: this.details, props: { number: this.details },
        on: { close: () => ask({ postingDetails: null }) } }),
    ]);
  },
};
