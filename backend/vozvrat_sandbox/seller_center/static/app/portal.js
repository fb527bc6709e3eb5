// A small portal in the manner of PortalVue: what is written inside <portal> is drawn in the target, which
// the cabinet keeps at the end of the document for its drawers and dialogs.

import { k, w } from './core.js';

const { Vue } = window;
const sent = Vue.observable({ layers: [] });
let count = 0;

export const Portal = {
  name: 'Portal',
  created() {
    this.layer = { id: ++count, content: () => this.$slots.default };
    this.shown = Vue.observable({ version: 0 });
    this.layer.shown = this.shown;
    sent.layers.push(Object.freeze(this.layer));
  },
  updated() {
    this.shown.version += 1;
  },
  beforeDestroy() {
    sent.layers = sent.layers.filter((layer) => layer.id !== this.layer.id);
  },
  render(h) {
    void this.$slots.default;
    return h('div', { class: 'v-portal', style: { display: 'none' } });
  },
};

const Layer = {
  props: { layer: { type: Object, required: true } },
  render(h) {
    void this.layer.shown.version;
    return h('div', {}, this.layer.content());
  },
};

export const PortalTarget = {
  render(h) {
    const layers = sent.layers.map((layer) => h(Layer, { key: layer.id, props: { layer } }));
    return h('div', { class: 'vue-portal-target' }, layers);
  },
};

/** A drawer at the right edge; Escape and the shade close it. */
export const Drawer = {
  props: { title: { type: String, required: true }, wide: Boolean },
  mounted() {
    this.onKey = (event) => event.key === 'Escape' && !event.defaultPrevented && this.$emit('close');
    document.addEventListener('keydown', this.onKey);
  },
  beforeDestroy() {
    document.removeEventListener('keydown', this.onKey);
  },
  render(h) {
    const close = () => this.$emit('close');
    return h(Portal, [
      h('div', { class: k('shade'), on: { click: close } }),
      h('aside', { class: k('drawer', this.wide && 'wide'),
        attrs: { role: 'dialog', tabindex: '-1', 'aria-label': this.title } }, [
        h('header', { class: k('drawerhead') }, [
          h('h2', { class: k('h2') }, this.title),
          h('button', { class: k('icon'), attrs: { type: 'button', 'aria-label': w('action.close') },
            on: { click: close } }, [cross(h)]),
        ]),
        h('div', { class: k('drawerbody') }, this.$slots.default),
      ]),
    ]);
  },
};

export function cross(h) {
  const path = 'M4.293 4.293a1 1 0 0 1 1.414 0L10 8.586l4.293-4.293a1 1 0 1 1 1.414 1.414L11.414 10l4.293 4.293'
    + 'a1 1 0 0 1-1.414 1.414L10 11.414l-4.293 4.293a1 1 0 0 1-1.414-1.414L8.586 10 4.293 5.707a1 1 0 0 1 0-1.414z';
  return glyph(h, path);
}

export function glyph(h, path) {
  return h('svg', { attrs: { viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true' } },
    [h('path', { attrs: { d: path, fill: 'currentColor' } })]);
}
