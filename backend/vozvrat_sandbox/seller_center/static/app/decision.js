// One return, its clock, and the drawer in which the seller decides.

import { Refused, get, go, k, moment, money, post, w, wordOr } from './core.js';
import { Countdown, button, facts, goodsCell, loads, pageHead, picture, postingLink, price, reason, stateTag, waiting } from './parts.js';
import { Drawer } from './portal.js';

const DecisionDrawer = {
  name: 'DecisionDrawer',
  props: { claim: { type: Object, required: true } },
  data: () => ({ kind: '', reason: '', comment: '', amount: '', wrong: '', sending: false }),
  methods: {
    async send() {
      this.sending = true;
      this.wrong = '';
      try {
        const form = { kind: this.kind, reason_id: this.reason, comment: this.comment, amount: this.amount };
        const body = await post(`/api/returns/${this.claim.id}/decision`, form);
        this.$emit('decided', body);
      } catch (error) {
        this.wrong = error instanceof Refused ? error.message : w('error.other');
      }
      this.sending = false;
    },
    choices(h) {
      return this.claim.decisions.map((kind) => h('label', { key: kind, class: k('choice', this.kind === kind && 'chosen') }, [
        h('input', { attrs: { type: 'radio', name: 'decision' }, domProps: { checked: this.kind === kind },
          on: { change: () => { this.kind = kind; } } }),
        h('span', { class: k('two') },
          [h('b', w(`decide.${kind}`)), h('span', { class: k('quiet') }, w(`decide.${kind}Hint`))]),
      ]));
    },
    reasons(h) {
      const options = this.claim.rejection_reasons.map(({ id, name }) => h('option', { key: id, attrs: { value: id },
        domProps: { selected: this.reason === id } }, wordOr(`refusal.${id}`, name)));
      return field(h, 'decide.reason', h('select', { class: k('input'), attrs: { id: 'baseInput___21' },
        on: { change: (event) => { this.reason = event.target.value; } } },
      [h('option', { attrs: { value: '' }, domProps: { selected: !this.reason } }, w('decide.choose')), ...options]));
    },
    comments(h) {
      return field(h, 'decide.comment', h('div', { class: k('growing'), attrs: { 'data-replicated-value': this.comment } }, [
        h('textarea', { class: k('input', 'area'), attrs: { id: 'baseInput___22', rows: 5, placeholder: w('decide.commentHint') },
          domProps: { value: this.comment }, on: { input: (event) => { this.comment = event.target.value; } } }),
        h('span', { class: k('counter', this.comment.length > 1000 && 'bad') }, `${this.comment.length}/1000`),
      ]));
    },
    sum(h) {
      const { currency } = this.claim.goods;
      return field(h, 'decide.amount', h('div', { class: k('line') }, [
        h('input', { class: k('input'), attrs: { id: 'baseInput___23', type: 'text', inputmode: 'decimal' },
          domProps: { value: this.amount },
          on: { input: (event) => { this.amount = event.target.value.replace(',', '.'); } } }),
        h('span', { class: k('quiet') }, `${currency} · < ${money(this.claim.goods.price, currency)}`),
      ]));
    },
  },
  render(h) {
    return h(Drawer, { props: { title: w('decide.title') }, on: { close: () => this.$emit('close') } }, [
      h(Countdown, { props: { until: this.claim.answer_due_at } }),
      goodsCell(h, this.claim.goods),
      facts(h, [[w('col.posting'), this.claim.posting_number], [w('col.reason'), reason(this.claim)]]),
      h('div', { class: k('stack') }, this.choices(h)),
      this.kind === 'reject' && this.reasons(h),
      this.kind === 'compensate' && this.sum(h),
      this.kind && this.comments(h),
      this.wrong && h('p', { class: k('bad'), attrs: { role: 'alert' } }, this.wrong),
      h('div', { class: k('drawerfoot') }, [
        button(h, w('decide.send'), { kind: 'primary', press: this.send, disabled: !this.kind || this.sending }),
        button(h, w('action.cancel'), { press: () => this.$emit('close') }),
      ]),
    ]);
  },
};

export function field(h, label, input) {
  return h('div', { class: k('field') }, [h('span', { class: k('label') }, w(label)), input]);
}

export const ReturnPage = {
  name: 'ReturnPage',
  mixins: [loads],
  props: { place: { type: String, required: true }, id: { type: String, required: true } },
  data: () => ({ deciding: false, done: false }),
  computed: {
    wanted() {
      return this.id;
    },
  },
  methods: {
    read() {
      return get(`/api/returns/${this.id}`);
    },
    decided(body) {
      Object.assign(this, { shown: body, deciding: false, done: true });
      // The cabinet takes a decision at once and shows its effect a moment later.
      setTimeout(this.load, 1200);
    },
    clock(h, claim) {
      if (this.done) return h('div', { class: k('timer', 'good'), attrs: { role: 'status' } }, w('decide.done'));
      if (!claim.answer_due_at) return h('div', { class: k('timer') }, w('return.noTurn'));
      return h('div', { class: k('stack') }, [
        h(Countdown, { props: { until: claim.answer_due_at } }),
        h('p', { class: k('quiet') }, w('return.silence')),
      ]);
    },
    card(h, claim) {
      const photos = Array.from({ length: claim.photos }, (_, index) => picture(h, `${claim.id}-${index}`, 88));
      return [
        h('div', { class: k('columns') }, [
          h('div', { class: k('panel', 'grow') }, [
            goodsCell(h, claim.goods),
            facts(h, [
              [w('col.posting'), postingLink(h, claim.posting_number)],
              [w('col.return'), claim.return_number],
              [w('col.reason'), reason(claim)],
              [w('label.comment'), claim.comment],
              [w('label.quantity'), w('label.pieces', { n: claim.goods.quantity })],
              [w('col.price'), price(claim.goods)],
              [w('label.scheme'), claim.scheme === 'rfbs' ? 'realFBS' : claim.scheme.toUpperCase()],
              [w('label.created'), moment(claim.created_at)],
              [w('label.changed'), moment(claim.state_changed_at)],
            ]),
            photos.length > 0 && h('h3', { class: k('h3') }, w('label.photos')),
            h('div', { class: k('line') }, photos),
          ]),
          h('div', { class: k('panel', 'side') }, [
            stateTag(h, claim),
            this.clock(h, claim),
            claim.decisions.length > 0
              && button(h, w('return.decide'), { kind: 'primary', press: () => { this.deciding = true; } }),
          ]),
        ]),
        this.deciding && h(DecisionDrawer, { props: { claim },
          on: { close: () => { this.deciding = false; }, decided: this.decided } }),
      ];
    },
  },
  render(h) {
    const claim = this.failed ? null : this.shown?.item;
    return h('section', [
      pageHead(h, `${w('return.title')}${claim ? ` ${claim.return_number}` : ''}`,
        [button(h, w('action.back'), { press: () => go(`/app/returns/${this.place}`) })]),
      ...(claim ? this.card(h, claim) : [waiting(h, this)]),
    ]);
  },
};
