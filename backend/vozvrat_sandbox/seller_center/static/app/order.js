// One order: as a drawer over the table of orders, and as a page of its own.

import { get, go, k, lang, moment, w, wordOr } from './core.js';
import { claimState, facts, goodsCell, loads, pageHead, postingLink, price, waiting } from './parts.js';
import { Drawer } from './portal.js';

const read = async (number) => {
  const [order, common, rfbs] = await Promise.all([
    get(`/api/postings/${number}`),
    get(`/api/returns?list=common&q=${number}`),
    get(`/api/returns?list=rfbs&q=${number}`),
  ]);
  return { posting: order.item, claims: [...rfbs.items, ...common.items] };
};

function body(h, { posting, claims }) {
  return [
    facts(h, [
      [w('col.posting'), posting.number],
      [w('col.status'), wordOr(`status.${posting.status}`, posting.status)],
      [w('label.scheme'), posting.scheme === 'rfbs' ? 'realFBS' : posting.scheme.toUpperCase()],
      [w('col.created'), moment(posting.created_at)],
      [w('col.shipBy'), posting.ship_by && moment(posting.ship_by)],
      [w('col.warehouse'), posting.warehouse],
      [w('label.tracking'), posting.tracking_number],
    ]),
    ...posting.goods.map((goods) => h('div', { key: goods.sku, class: k('card', 'line') },
      [goodsCell(h, goods), h('span', { class: k('grow') }), h('b', price(goods))])),
    claims.length > 0 && h('h3', { class: k('h3') }, w('label.returns')),
    ...claims.map((claim) => h('button', { key: claim.id, class: k('card', 'line', 'press'), attrs: { type: 'button' },
      on: { click: () => go(`/app/returns/${claim.held_in}/${claim.id}`) } },
    [h('b', claim.return_number), h('span', claimState(claim)), h('span', { class: k('grow') }),
      h('span', { class: k('quiet') }, moment(claim.state_changed_at))])),
  ];
}

export const OrderDrawer = {
  mixins: [loads],
  props: { number: { type: String, required: true } },
  computed: {
    wanted() {
      return this.number;
    },
  },
  methods: {
    read() {
      return read(this.number);
    },
  },
  render(h) {
    const title = [w('posting.title'), this.number].join(lang === 'zh-Hans' ? '' : ' ');
    return h(Drawer, { props: { title, wide: true }, on: { close: () => this.$emit('close') } },
      this.shown ? body(h, this.shown) : [waiting(h, this)]);
  },
};

export const OrderPage = {
  name: 'OrderPage',
  mixins: [loads],
  props: { number: { type: String, required: true } },
  computed: {
    wanted() {
      return this.number;
    },
  },
  methods: {
    read() {
      return read(this.number);
    },
  },
  render(h) {
    return h('section', [
      pageHead(h, w('posting.title'), [postingLink(h, this.number)]),
      this.shown && !this.failed ? h('div', { class: k('panel') }, body(h, this.shown)) : waiting(h, this),
    ]);
  },
};
