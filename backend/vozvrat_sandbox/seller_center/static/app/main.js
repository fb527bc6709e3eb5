// The cabinet's frame: header, menu, and the page that the address asks for.

import { companies, company, go, k, lang, link, route, setCookie, w } from './core.js';
import { PortalTarget, glyph } from './portal.js';
import { Lab } from './lab.js';
import { Messenger } from './messenger.js';
import { Cancellations, Dashboard, NotFound } from './small.js';
import { Postings } from './postings.js';
import { OrderPage } from './order.js';
import { ReturnPage } from './decision.js';
import { Returns } from './returns.js';
import { Reviews } from './reviews.js';

const { Vue } = window;

Vue.config.productionTip = false;
localStorage.setItem('vuex', JSON.stringify({ user: { contentId: Number(company.client_id), language: lang } }));

// An address, the page that answers it, and what the page is given of the address.
const routes = [
  [/^\/app\/?$/, Dashboard],
  [/^\/app\/dashboard\/main$/, Dashboard],
  [/^\/app\/postings\/(?:crossborder\/)?(fbs|fbo)$/, Postings, (found) => ({ scheme: found[1] })],
  [/^\/app\/postings\/(?:(?:crossborder\/)?(?:fbs|fbo)\/)?([\d-]+)$/, OrderPage, (found) => ({ number: found[1] })],
  [/^\/app\/returns\/(common|main|supply\/common|rfbs)$/, Returns, (found) => ({ place: found[1] })],
  [/^\/app\/returns\/(common|main|supply\/common|rfbs)\/(\w+)$/, ReturnPage,
    (found) => ({ place: found[1], id: found[2] })],
  [/^\/app\/returns\/conditional-cancellations$/, Cancellations],
  [/^\/app\/messenger\/?$/, Messenger],
  [/^\/app\/reviews$/, Reviews],
  [/^\/app\/lab\/([\w-]+)$/, Lab, (found) => ({ bench: found[1] })],
];

const fbs = company.cross_border ? '/app/postings/crossborder/fbs?tab=all' : '/app/postings/fbs';
const menu = [
  ['menu.main', [['menu.main', '/app/dashboard/main']]],
  ['menu.orders', [['menu.postingsFbs', fbs], ['menu.postingsFbo', '/app/postings/fbo']]],
  ['menu.returns', [
    ['menu.returnsMain', '/app/returns/main?tab=40'],
    ['menu.returnsCommon', '/app/returns/common'],
    ['menu.returnsSupply', '/app/returns/supply/common'],
    ['menu.returnsRfbs', '/app/returns/rfbs'],
    ['menu.cancellation', '/app/returns/conditional-cancellations'],
  ]],
  ['menu.buyers', [['menu.messenger', '/app/messenger?group=customers_v2'], ['menu.reviews', '/app/reviews']]],
];

function renew(cookie, value) {
  setCookie(cookie, value);
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  location.assign(address);
}

const find = (text) => text && go(`${fbs}${fbs.includes('?') ? '&' : '?'}${new URLSearchParams({ postingNumber: text })}`);

const languages = [['ru', 'Русский'], ['zh-Hans', '简体中文'], ['en', 'English']];

const Header = {
  data: () => ({ open: '' }),
  methods: {
    toggle(name) {
      this.open = this.open === name ? '' : name;
    },
  },
  render(h) {
    const choice = (name, chosen, entries) => h('div', { class: k('pick') }, [
      h('button', { class: k('pickbutton'), on: { click: () => this.toggle(name) },
        attrs: { type: 'button', 'aria-label': w(`header.${name}`), 'aria-expanded': String(this.open === name) } },
      [chosen, h('span', { class: k('quiet') }, '▾')]),
      this.open === name && h('div', { class: k('popup'), attrs: { 'data-tippy-root': '' } },
        [h('div', { class: 'tippy-box', attrs: { role: 'menu' } }, entries)]),
    ]);
    const entry = (on, press, lines) => h('button', { class: k('entry', on && 'entryon'), on: { click: press },
      attrs: { type: 'button', role: 'menuitem' } }, lines);
    return h('header', { class: k('header') }, [
      h('a', { class: k('brand'), ...link('/app/dashboard/main') },
        [h('span', { class: k('mark') }), w('cabinet'), h('span', { class: k('sandbox') }, w('sandbox'))]),
      h('input', { class: k('input', 'headersearch'), attrs: { type: 'search', placeholder: w('header.search') },
        on: { keydown: (event) => event.key === 'Enter' && find(event.target.value.trim()) } }),
      h('span', { class: k('grow') }),
      h('button', { class: k('pickbutton'), attrs: { type: 'button',
        'data-widget-name-custom': 'header-ai-assistant-button' } }, w('header.assistant')),
      choice('language', languages.find(([id]) => id === lang)[1], languages.map(([id, name]) =>
        entry(id === lang, () => renew('sc_lang', id), name))),
      h('div', { attrs: { 'data-onboarding-target': 'headerSellerType' } }, [
        choice('company', h('span', { class: k('two') }, [h('b', company.name), h('span', { class: k('quiet') },
          w(company.cross_border ? 'header.crossBorder' : 'header.domestic'))]), companies.map((one) =>
          entry(one.client_id === company.client_id, () => renew('sc_company_id', one.client_id),
            [h('b', one.name), h('span', { class: k('quiet') }, `ID ${one.client_id} · ${one.currency}`)]))),
      ]),
    ]);
  },
};

function menuBar(h) {
  return h('nav', { class: k('menu'), attrs: { 'data-widget': '@seller-ui/menu' } }, menu.map(([group, links]) =>
    h('div', { key: group, class: k('menugroup') }, [
      links.length > 1 && h('p', { class: k('menutitle') }, w(group)),
      ...links.map(([name, address]) => h('a', { key: address, ...link(address),
        class: k('menulink', route.path === address.split('?')[0] && 'menuon') }, w(name))),
    ])));
}

function thePage(h) {
  for (const [pattern, component, given] of routes) {
    const found = pattern.exec(route.path);
    if (found) return h(component, { key: found[0], props: given?.(found) });
  }
  return h(NotFound);
}

const bare = window !== window.top;

new Vue({
  name: 'SellerCabinet',
  render(h) {
    if (bare) return h('div', { attrs: { id: 'app' } }, [h('main', { class: k('page') }, [thePage(h)])]);
    return h('div', { class: k('frame'), attrs: { id: 'app' } }, [
      h(Header),
      h('div', { class: k('body') }, [menuBar(h), h('main', { class: k('page') }, [thePage(h)])]),
      h('button', { class: k('help'), attrs: { type: 'button', 'data-onboarding-target': 'floating-help-button',
        'aria-label': w('header.assistant') } },
      [glyph(h, 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm-.9 12h1.8v1.8H9.1zM10 5c2 0 3.300 1.200 3.300 2.900 0 2-2.300 2.300-2.300 4.300H9.200c0-2.900 2.200-2.900 2.200-4.200 0-.800-.600-1.300-1.400-1.300S8.600 7.200 8.600 8H6.800C6.800 6.200 8.100 5 10 5z')]),
    ]);
  },
}).$mount('#app');

new Vue({ name: 'PortalRoot', render: (h) => h(PortalTarget) })
  .$mount(document.getElementById('ods-window-target-container').appendChild(document.createElement('div')));
