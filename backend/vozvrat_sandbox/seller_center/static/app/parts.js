// Pieces that several pages are made of.

import { k, left, link, money, now, w, wordOr } from './core.js';

const { Vue } = window;

// One heartbeat for every countdown on the page.
const beat = Vue.observable({ at: now() });
setInterval(() => { beat.at = now(); }, 1000);

/** The seller's time to answer, second by second; `answered` when it has run out while one looked. */
export const Countdown = {
  props: { until: { type: String, required: true } },
  render(h) {
    void beat.at;
    const rest = left(this.until);
    return h('div', { class: k('timer', rest.d === 0 && 'hot') }, rest.over
      ? [h('span', w('return.over'))]
      : [h('span', { class: k('quiet') }, w('return.timer')), h('b', { class: k('ticks') }, w('timer.left', rest))]);
  },
};

/** The same in a table cell, without seconds. */
export const ShortTime = {
  props: { until: { type: String, default: null } },
  render(h) {
    void beat.at;
    if (!this.until) return h('span', { class: k('quiet') }, '—');
    const rest = left(this.until);
    const text = rest.over ? w('return.over') : w('timer.short', { h: rest.hours, m: rest.m });
    return h('span', { class: k('tag', 'nowrap', rest.hours < 24 ? 'hot' : 'calm') }, text);
  },
};

export function picture(h, seed, size = 44) {
  return h('img', { class: k('picture'), attrs: { src: `/media/${seed}.svg`, alt: '', width: size, height: size } });
}

export function goodsCell(h, goods) {
  return h('div', { class: k('goods') }, [
    picture(h, goods.sku),
    h('div', { class: k('two') }, [
      h('span', { class: k('clamp') }, goods.name),
      h('span', { class: k('quiet') }, `${w('label.offer')} ${goods.offer_id}`),
    ]),
  ]);
}

export const price = (goods) => money(goods.price, goods.currency);

export function button(h, text, { kind = 'plain', press, disabled = false }) {
  return h('button', { class: k(kind === 'primary' ? 'primary' : 'button'), attrs: { type: 'button', disabled },
    on: { click: press } }, text);
}

export function tabs(h, entries, chosen, choose) {
  return h('div', { class: k('tabs'), attrs: { role: 'tablist' } }, entries.map(([id, text]) =>
    h('button', { key: id, class: k('tab', id === chosen && 'tabon'), on: { click: () => choose(id) },
      attrs: { type: 'button', role: 'tab', 'aria-selected': String(id === chosen) } }, text)));
}

export function search(h, { hint, value, find }) {
  return h('form', { class: k('search'), on: { submit: (event) => {
    event.preventDefault();
    find(event.target.elements[0].value.trim());
  } } }, [
    h('input', { class: k('input'), attrs: { id: 'baseInput___7', type: 'text', placeholder: hint, value, 'aria-label': hint } }),
    h('button', { class: k('button'), attrs: { type: 'submit' } }, w('action.find')),
  ]);
}

export function pageHead(h, title, side = []) {
  return h('div', { class: k('pagehead') }, [h('h1', { class: k('h1') }, title), h('div', { class: k('line') }, side)]);
}

export function facts(h, rows) {
  return h('dl', { class: k('facts') }, rows.filter(([, value]) => value).flatMap(([label, value]) =>
    [h('dt', { class: k('quiet') }, label), h('dd', { class: k('fact') }, [value])]));
}

export function postingLink(h, number) {
  return h('a', { class: k('link', 'nowrap'), ...link(`/app/postings/${number}`) }, number);
}

export const claimState = (claim) => wordOr(`claim.${claim.state}`, claim.state_name || claim.state);

/** Why the buyer gives it back: in Russian as it was said, elsewhere by its kind. */
export const reason = (claim) => wordOr(`reason.${claim.reason_kind}`, claim.reason);

export function stateTag(h, claim) {
  return h('span', { class: k('tag', claim.answer_due_at ? 'hot' : 'calm') }, claimState(claim));
}

/** What a page shows before and instead of its data. */
export function waiting(h, { failed, loading, empty }) {
  const text = failed ? w('state.failed') : loading ? w('state.loading') : empty ? w('state.empty') : '';
  return text ? h('p', { class: k('empty') }, text) : null;
}

/** Loads again every few seconds, as the real cabinet hears of news over a socket. */
export const listens = {
  mounted() {
    this.hearing = setInterval(() => { if (!document.hidden) this.load(); }, 5000);
  },
  beforeDestroy() {
    clearInterval(this.hearing);
  },
};

/** Loads again when the address changes; a slow answer never replaces a newer one. */
export const loads = {
  data: () => ({ loading: true, failed: false, shown: null }),
  watch: { wanted: 'load' },
  created() {
    this.load();
  },
  methods: {
    async load() {
      const flight = (this.flight ?? 0) + 1;
      this.flight = flight;
      this.loading = true;
      try {
        const body = await this.read();
        if (flight === this.flight) Object.assign(this, { shown: body, failed: false });
      } catch {
        if (flight === this.flight) this.failed = true;
      }
      if (flight === this.flight) this.loading = false;
    },
  },
};
