// Reviews: again two tables, and the answer in a drawer over them.

import { Refused, get, k, moment, post, w } from './core.js';
import { field } from './decision.js';
import { button, goodsCell, loads, pageHead, waiting } from './parts.js';
import { Drawer } from './portal.js';

const stars = (rating) => '★'.repeat(rating) + '☆'.repeat(5 - rating);

const AnswerDrawer = {
  props: { review: { type: Object, required: true } },
  data: () => ({ text: '', wrong: '' }),
  methods: {
    async send() {
      try {
        await post(`/api/reviews/${this.review.uuid}/answer`, { text: this.text });
        this.$emit('done');
      } catch (error) {
        this.wrong = error instanceof Refused ? error.message : w('error.other');
      }
    },
  },
  render(h) {
    const { review } = this;
    const row = (label, value) => h('div', { class: k('pair') }, [h('div', { class: k('quiet') }, label), h('div', [value])]);
    return h(Drawer, { props: { title: w('reviews.modal') }, on: { close: () => this.$emit('close') } }, [
      h('div', { class: k('stack'), attrs: { reviewuuid: review.uuid } }, [
        h('a', { class: k('link'), attrs: { href: `/product/${review.goods.sku}/` },
          on: { click: (event) => event.preventDefault() } }, review.goods.name),
        h('div', { class: k('stars') }, stars(review.rating)),
        row(w('reviews.buyer'), review.buyer),
        row(w('reviews.published'), moment(review.published_at)),
        row(w('reviews.text'), review.text),
        review.posting_number && row(w('reviews.order'), review.posting_number),
        row(w('reviews.offer'), review.goods.offer_id),
        review.answer
          ? field(h, 'reviews.answer', h('p', { class: k('words') }, review.answer))
          : field(h, 'reviews.answer', h('textarea', { class: k('input', 'area'),
            attrs: { id: 'AnswerCommentForm', rows: 5, placeholder: w('reviews.answerHint') },
            domProps: { value: this.text }, on: { input: (event) => { this.text = event.target.value; } } })),
        this.wrong && h('p', { class: k('bad'), attrs: { role: 'alert' } }, this.wrong),
        !review.answer && button(h, w('reviews.send'), { kind: 'primary', press: this.send, disabled: !this.text.trim() }),
      ]),
    ]);
  },
};

const columns = ['goods', 'review', 'rating', 'date', 'answer'];
const sizes = (h) => h('colgroup', columns.map((name) => h('col', { key: name, class: k(`r-${name}`) })));

export const Reviews = {
  name: 'Reviews',
  mixins: [loads],
  data: () => ({ open: null }),
  computed: {
    wanted: () => '',
  },
  methods: {
    read() {
      return get('/api/reviews');
    },
    row(h, review) {
      const cell = (...children) => h('td', { class: k('td') }, children);
      return h('tr', { key: review.uuid, class: k('tr'), attrs: { reviewuuid: review.uuid },
        on: { click: () => { this.open = review; } } }, [
        cell(goodsCell(h, review.goods)),
        cell(h('span', { class: k('clamp2') }, review.text)),
        cell(h('span', { class: k('stars') }, stars(review.rating))),
        cell(moment(review.published_at)),
        cell(h('span', { class: k('tag', review.answer ? 'mute' : 'calm') },
          w(review.answer ? 'reviews.answered' : 'reviews.waiting'))),
      ]);
    },
  },
  render(h) {
    const rows = this.shown?.items ?? [];
    return h('section', { attrs: { 'data-onboarding-target': 'review-promotion-block' } }, [
      pageHead(h, w('menu.reviews')),
      h('div', { class: k('panel', 'flush') }, [
        h('table', { class: k('table', 'fixedtable') }, [sizes(h), h('thead', [h('tr', columns.map((name) =>
          h('th', { key: name, class: k('th') }, w(`col.${name}`))))])]),
        h('table', { class: k('table', 'fixedtable') }, [sizes(h), h('tbody', rows.map((review) => this.row(h, review)))]),
        waiting(h, { failed: this.failed, loading: this.loading && !this.shown, empty: rows.length === 0 }),
      ]),
      this.open && h(AnswerDrawer, { props: { review: this.open },
        on: { close: () => { this.open = null; }, done: () => { this.open = null; this.load(); } } }),
    ]);
  },
};
