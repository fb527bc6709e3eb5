// What every page of the cabinet shares: words, class names, formats, the address, the server.

const { Vue } = window;
const state = window.__INITIAL_STATE__;

export const lang = state.lang;
export const companies = state.companies;
export const company = state.company;

/** Class names of this load for the plain names of the style sheet: k('row', open && 'open'). */
export function k(...names) {
  return names.filter(Boolean).map((name) => state.classes[name] ?? missing('class', name)).join(' ');
}

/** A label in the page's language, with {name} filled in. */
export function w(key, values = {}) {
  const text = state.words[key] ?? missing('word', key);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** A label that may not exist, else what the server called it. */
export function wordOr(key, otherwise) {
  return state.words[key] ?? otherwise;
}

function missing(kind, name) {
  console.error(`the cabinet has no ${kind} called ${name}`);
  return name;
}

// ——— formats: Moscow time, as the cabinet shows everything

const zone = { timeZone: 'Europe/Moscow' };
const locale = lang === 'en' ? 'en-GB' : lang;
const month = lang === 'en' ? 'short' : '2-digit';
const dayFormat = new Intl.DateTimeFormat(locale, { ...zone, day: '2-digit', month, year: 'numeric' });
const timeFormat = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit', hour12: false });

export const day = (at) => dayFormat.format(new Date(at));
export const hour = (at) => timeFormat.format(new Date(at));
export const moment = (at) => (at ? `${day(at)}, ${hour(at)}` : '—');

export function money(amount, currency) {
  return new Intl.NumberFormat(locale, { style: 'currency', currency,
    currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger' }).format(Number(amount));
}

// ——— the simulated time: the server's, carried on by this computer's clock

let offset = new Date(state.now).getTime() - Date.now();

export const now = () => Date.now() + offset;

function setClock(serverNow) {
  if (serverNow) offset = new Date(serverNow).getTime() - Date.now();
}

export function left(until) {
  const seconds = Math.max(0, Math.floor((new Date(until).getTime() - now()) / 1000));
  return { over: seconds === 0, d: Math.floor(seconds / 86400), h: Math.floor(seconds / 3600) % 24,
    m: Math.floor(seconds / 60) % 60, s: seconds % 60, hours: Math.floor(seconds / 3600) };
}

// ——— the address

export const route = Vue.observable({ path: location.pathname, query: location.search });

export const query = () => new URLSearchParams(route.query);

export function go(address, { replace = false } = {}) {
  const target = new URL(address, location.href);
  history[replace ? 'replaceState' : 'pushState']({}, '', target);
  readAddress();
}

/** The same page with other query values; null takes one away. */
export function ask(values) {
  const next = query();
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  go(route.path + (text ? `?${text}` : ''));
}

function readAddress() {
  route.path = location.pathname;
  route.query = location.search;
}

window.addEventListener('popstate', readAddress);

/** Attributes and handler of a link that stays inside the application. */
export function link(address) {
  return {
    attrs: { href: address },
    on: {
      click(event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        event.stopPropagation();
        go(address);
      },
    },
  };
}

// ——— the server

const headers = () => ({
  'x-o3-app-name': 'seller-ui',
  'x-o3-company-id': company.client_id,
  'x-o3-language': lang,
  'Content-Type': 'application/json',
});

export class Refused extends Error {}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(wordOr(`error.${body.error}`, w('error.other')));
  setClock(body.now);
  return body;
}

export const get = async (address) => answer(await fetch(address, { headers: headers() }));

export const post = async (address, body) =>
  answer(await fetch(address, { method: 'POST', headers: headers(), body: JSON.stringify(body) }));

export function setCookie(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; secure; samesite=lax`;
}
