// The messenger: the list of all chats stays in view beside the open one, and an assistant's box that is no
// composer stands next to it. ?composer=rich gives the composer as contenteditable.

import { Refused, ask, get, hour, k, day, post, query, w } from './core.js';
import { listens, loads, picture, postingLink, tabs, waiting } from './parts.js';
import { glyph } from './portal.js';

const SEND = 'M5.086 3.537a1 1 0 0 0-1.390 1.210L5.240 9.300 11 10l-5.760.700-1.544 4.553a1 1 0 0 0 1.390 1.210l11-5.567a1 1 0 0 0 0-1.792z';
const ATTACH = 'M4 12.006a4 4 0 0 0 6.830 2.820l5.300-5.300-1.060-1.060-5.300 5.300a2.500 2.500 0 0 1-3.540-3.540l5.300-5.300a1.200 1.200 0 0 1 1.700 1.700l-5 5 1.060 1.060 5-5a2.700 2.700 0 0 0-3.820-3.820l-5.300 5.300A4 4 0 0 0 4 12.006z';

const Composer = {
  name: 'Composer',
  props: { chat: { type: Object, required: true }, rich: Boolean },
  data: () => ({ text: '', wrong: '' }),
  methods: {
    async send() {
      try {
        const body = await post(`/api/chats/${this.chat.id}/messages`, { text: this.text });
        this.text = '';
        this.wrong = '';
        if (this.rich) this.$refs.box.textContent = '';
        this.$emit('sent', body);
      } catch (error) {
        this.wrong = error instanceof Refused ? error.message : w('error.other');
      }
    },
    onKey(event) {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        if (this.text.trim()) this.send();
      }
    },
    box(h) {
      const hint = w('msg.write');
      if (this.rich) {
        return h('div', { ref: 'box', class: k('input', 'area', 'rich'), attrs: { contenteditable: 'true', role: 'textbox',
          'aria-multiline': 'true', 'aria-label': hint, 'data-placeholder': this.text ? '' : hint },
        on: { input: (event) => { this.text = event.target.innerText; }, keydown: this.onKey } });
      }
      return h('div', { class: k('growing'), attrs: { 'data-replicated-value': this.text } }, [
        h('textarea', { class: k('input', 'area'), attrs: { id: 'baseInput___31', rows: 2, placeholder: hint },
          domProps: { value: this.text },
          on: { input: (event) => { this.text = event.target.value; }, keydown: this.onKey } })]);
    },
  },
  render(h) {
    if (!this.chat.open) return h('p', { class: k('empty') }, w('msg.closed'));
    return h('div', { class: k('composer') }, [
      this.wrong && h('p', { class: k('bad'), attrs: { role: 'alert' } }, this.wrong),
      h('div', { class: k('line') }, [
        h('button', { class: k('icon'), attrs: { type: 'button', 'aria-label': '+' } }, [glyph(h, ATTACH)]),
        h('div', { class: k('grow') }, [this.box(h)]),
        h('button', { class: k('icon', 'send'), attrs: { type: 'button', 'aria-label': w('msg.send'),
          disabled: !this.text.trim() || this.text.length > 1000 }, on: { click: this.send } }, [glyph(h, SEND)]),
      ]),
      h('span', { class: k('counter', this.text.length > 1000 && 'bad') }, `${this.text.length}/1000`),
    ]);
  },
};

const Conversation = {
  name: 'Conversation',
  mixins: [loads, listens],
  props: { chat: { type: Object, required: true }, rich: Boolean },
  computed: {
    wanted() {
      return this.chat.id;
    },
  },
  updated() {
    const last = this.shown?.items.at(-1)?.id;
    if (last === this.last) return;
    this.last = last;
    this.$refs.flow.scrollTop = this.$refs.flow.scrollHeight;
  },
  methods: {
    read() {
      return get(`/api/chats/${this.chat.id}/messages`);
    },
  },
  render(h) {
    const { chat } = this;
    return h('div', { class: k('talk'), attrs: { 'current-chat-id': chat.id } }, [
      h('header', { class: k('talkhead') }, [h('b', chat.title), chat.posting_number
        && h('span', { class: k('quiet') }, [`${w('msg.order')} `, postingLink(h, chat.posting_number)])]),
      h('div', { ref: 'flow', class: k('flow') }, [...(this.shown?.items ?? []).map((message) =>
        h('div', { key: message.id, class: k('bubble', message.mine && 'mine'),
          attrs: { 'is-mine': message.mine ? 'true' : undefined, conversationid: chat.id } }, [
          message.is_picture ? picture(h, message.id, 160) : h('p', { class: k('words') }, message.text),
          h('span', { class: k('quiet', 'small') }, `${day(message.sent_at)}, ${hour(message.sent_at)}`),
        ])), waiting(h, { failed: this.failed, loading: this.loading && !this.shown })]),
      h(Composer, { key: chat.id + this.rich, props: { chat, rich: this.rich }, on: { sent: (body) => { this.shown = body; } } }),
    ]);
  },
};

export const Messenger = {
  name: 'Messenger',
  mixins: [loads, listens],
  data: () => ({ find: '', question: '' }),
  computed: {
    group: () => query().get('group') ?? 'customers_v2',
    id: () => query().get('id'),
    rich: () => query().get('composer') === 'rich',
    wanted() {
      return this.group;
    },
  },
  methods: {
    read() {
      return get(`/api/chats?group=${encodeURIComponent(this.group)}`);
    },
    entry(h, chat) {
      return h('div', { key: chat.id, class: k('chatrow', chat.id === this.id && 'chaton'),
        attrs: { conversationid: chat.id, tabindex: '0', role: 'link' },
        on: { click: () => ask({ id: chat.id }), keydown: (event) => event.key === 'Enter' && ask({ id: chat.id }) } }, [
        h('div', { class: k('line') }, [h('b', { class: k('grow', 'clamp') }, chat.title),
          h('span', { class: k('quiet', 'small') }, day(chat.last_at))]),
        chat.posting_number && h('span', { class: k('quiet', 'small') }, chat.posting_number),
        h('div', { class: k('line') }, [h('span', { class: k('quiet', 'grow', 'clamp') }, chat.last_is_picture ? w('msg.photo') : chat.last_text),
          chat.unread > 0 && h('span', { class: k('badge') }, String(chat.unread))]),
      ]);
    },
    assistant(h) {
      return h('aside', { class: k('assistant') }, [
        h('b', w('msg.ai')), h('p', { class: k('quiet') }, w('msg.aiText')),
        h('textarea', { class: k('input', 'area'), attrs: { rows: 3, placeholder: w('msg.aiHint'), 'aria-label': w('msg.aiHint') },
          domProps: { value: this.question }, on: { input: (event) => { this.question = event.target.value; } } }),
      ]);
    },
  },
  render(h) {
    const chats = (this.shown?.items ?? []).filter((chat) =>
      `${chat.title} ${chat.posting_number} ${chat.last_text}`.toLowerCase().includes(this.find.toLowerCase()));
    const chosen = this.shown?.items.find((chat) => chat.id === this.id);
    return h('section', { class: k('messenger'), attrs: { 'data-widget': '@seller-ui/messenger' } }, [
      h('div', { class: k('chatlist'), attrs: { 'active-chat-id': this.id } }, [
        tabs(h, ['customers_v2', 'support_v2', 'main'].map((id) => [id, w(`msg.${id}`)]), this.group,
          (group) => ask({ group, id: null })),
        h('input', { class: k('input'), attrs: { type: 'text', id: 'baseInput___30', placeholder: w('msg.search') },
          on: { input: (event) => { this.find = event.target.value; } } }),
        h('div', { class: k('chats') }, [...chats.map((chat) => this.entry(h, chat)),
          waiting(h, { failed: this.failed, loading: this.loading && !this.shown, empty: chats.length === 0 })]),
      ]),
      chosen ? h(Conversation, { props: { chat: chosen, rich: this.rich } })
        : h('div', { class: k('talk', 'start'), attrs: { 'is-start-screen': 'true' } }, w('msg.start')),
      this.assistant(h),
    ]);
  },
};
