// Benches of one difficulty each, for whoever reads pages: shadow roots, frames, numbers that are none.

import { get, k, lang, w } from './core.js';
import { pageHead } from './parts.js';

/** Posting numbers of the shop that really exist, so that a bench holds something to find. */
async function known(count) {
  const body = await get('/api/postings?scheme=fbs');
  return body.items.slice(0, count).map((posting) => posting.number);
}

function table(numbers) {
  const made = document.createElement('table');
  for (const number of numbers) {
    const cell = made.insertRow().insertCell();
    cell.textContent = number;
  }
  return made;
}

function editor(kind) {
  const made = document.createElement(kind === 'rich' ? 'div' : 'textarea');
  if (kind === 'rich') made.contentEditable = 'true';
  made.setAttribute('aria-label', w('msg.write'));
  return made;
}

function fillShadow(host, mode, numbers) {
  const root = host.attachShadow({ mode });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('table{border-spacing:0}td{padding:8px 12px;border-bottom:1px solid #e4e8ee}'
    + 'textarea,div{display:block;box-sizing:border-box;width:320px;min-height:56px;margin-top:12px;padding:8px;'
    + 'border:1px solid #c9d1dc;border-radius:8px;font:inherit}');
  root.adoptedStyleSheets = [sheet];
  root.append(table(numbers), editor('plain'), editor('rich'));
}

const Shadow = {
  async mounted() {
    const numbers = await known(4);
    fillShadow(this.$refs.open, 'open', numbers.slice(0, 2));
    fillShadow(this.$refs.closed, 'closed', numbers.slice(2, 4));
    this.$el.setAttribute('data-ready', '');
  },
  render: (h) => h('div', { class: k('columns') }, ['open', 'closed'].map((mode) =>
    h('div', { key: mode, class: k('panel', 'grow') }, [h('h3', { class: k('h3') }, mode), h('div', { ref: mode })]))),
};

const Frame = {
  render: (h) => h('iframe', { class: k('innerframe'), attrs: { src: '/app/lab/inner', title: w('lab.title') } }),
};

const Inner = {
  data: () => ({ numbers: [], text: '' }),
  async mounted() {
    this.numbers = await known(3);
  },
  render(h) {
    return h('div', { class: k('panel') }, [
      h('table', { class: k('table') }, [h('tbody', this.numbers.map((number) =>
        h('tr', { key: number }, [h('td', { class: k('td') }, number)])))]),
      h('textarea', { class: k('input', 'area'), attrs: { rows: 3, placeholder: w('msg.write') },
        domProps: { value: this.text }, on: { input: (event) => { this.text = event.target.value; } } }),
    ]);
  },
};

const Editors = {
  data: () => ({ area: '', line: '' }),
  render(h) {
    const bound = (name) => ({ domProps: { value: this[name] }, on: { input: (event) => { this[name] = event.target.value; } } });
    return h('div', { class: k('panel', 'stack') }, [
      h('textarea', { class: k('input', 'area'), attrs: { rows: 4, 'aria-label': 'textarea' }, ...bound('area') }),
      h('output', { attrs: { 'data-of': 'textarea' } }, this.area),
      h('input', { class: k('input'), attrs: { type: 'text', 'aria-label': 'input' }, ...bound('line') }),
      h('output', { attrs: { 'data-of': 'input' } }, this.line),
      h('div', { class: k('input', 'area', 'rich'), attrs: { contenteditable: 'true', role: 'textbox', 'aria-label': 'contenteditable' } }),
    ]);
  },
};

// What a careless pattern takes for a posting number. Nothing on the first list is one.
const decoys = [
  '2026-11-24', '24-11-2026', '12345-2024-11-24', '2024-11-24-0057-1', '+7 495 123-45-67', '8-800-555-3535-1',
  '8 (916) 123-4567-8', '400012345-6789', '58544282-0057', '4276-3800-1234-5678', '4276 3800 1234 5678', '1234567890',
  'SKU 148313766', '40702810-0000-0001-2345', '7707083893-770701001', '192-168-0001-1', '9785-17-118366-5', '978-5-17-118366-5',
  '12345-00571-1', '1234-0057-1', 'AB58544282-0057-1', '58544282-0057-1A', '58544282-0057-1-2', '58544282_0057_1',
  '1234567890123-0057-1', '58544282-0057-1234', '2026-1124-1', 'LP00584428200571CN', '0057-1',
];

const Lookalikes = {
  data: () => ({ numbers: [] }),
  async mounted() {
    this.numbers = await known(4);
  },
  render(h) {
    return h('div', { class: k('columns') }, [
      h('div', { class: k('panel', 'grow') }, [
        h('ul', { class: k('stack'), attrs: { 'data-bench': 'decoys' } }, decoys.map((text) => h('li', { key: text }, text)))]),
      h('div', { class: k('panel', 'grow') }, [
        h('ul', { class: k('stack'), attrs: { 'data-bench': 'real' } }, this.numbers.map((number, index) =>
          h('li', { key: number, attrs: { 'data-number': number } }, whole(h, number, index))))]),
    ]);
  },
};

/** The same number as pages write it: bare, in a sentence, in two elements, in brackets. */
function whole(h, number, index) {
  const [order, rest] = [number.slice(0, number.indexOf('-')), number.slice(number.indexOf('-'))];
  if (index === 1) return ['№', number, ', ', lang === 'ru' ? 'от 24.11.2026' : '24.11.2026'];
  if (index === 2) return [h('span', order), h('b', rest)];
  if (index === 3) return [`(${number}).`];
  return [number];
}

const benches = { shadow: Shadow, frame: Frame, inner: Inner, editors: Editors, lookalikes: Lookalikes };

export const Lab = {
  name: 'Lab',
  props: { bench: { type: String, required: true } },
  render(h) {
    const bench = benches[this.bench];
    return h('section', { attrs: { 'data-widget': `@lab/${this.bench}` } }, [
      pageHead(h, w('lab.title')),
      bench ? h(bench, { key: this.bench }) : h('p', { class: k('empty') }, w('notfound')),
    ]);
  },
};
