import { signal as state } from '@preact/signals';
import { type JSX, render } from 'preact';
import { i18n } from '#i18n';
import { browser } from '#imports';
import { ask, askBackground } from '../../backend/ask';
import type { Problem } from '../../backend/messages';
import type { Claim, Order } from '../../backend/shapes';
import { Bones } from '../../overlay/parts';
import { orderStatus, problemWords, schemeWord } from '../../overlay/words';
import { DueList, WEEK } from '../../panels/due';
import { openPage } from '../../panels/page';

/** What waits for the seller, nearest first, and search by number; works on any page, recognised or not. */

const query = state('');
const orders = state<Order[] | null>(null);
const due = state<Claim[] | null>(null);
/** Whether more is due than is listed. */
const more = state(false);
const problem = state<Problem | null>(null);
const words = state('');

async function search(): Promise<void> {
  const q = query.value.trim();
  if (!q) {
    orders.value = null;
    return;
  }
  const reply = await ask('search', { q });
  if (reply.ok) orders.value = reply.data.items;
  else tell(reply.problem, reply.detail);
}

async function load(): Promise<void> {
  words.value = '';
  problem.value = null;
  const reply = await ask('due', { due_before: new Date(Date.now() + WEEK).toISOString() });
  if (reply.ok) {
    due.value = reply.data.items;
    more.value = reply.data.next_cursor !== null;
  } else tell(reply.problem, reply.detail);
}

function tell(what: Problem, detail: string | undefined): void {
  problem.value = what;
  words.value = detail ?? problemWords(what);
}

function Panel(): JSX.Element {
  const settings = problem.value === 'not_paired' || problem.value === 'token_refused';
  return (
    <main>
      <h1 class="sr">{i18n.t('extension_name')}</h1>
      {words.value ? (
        <div role="status">
          <p>{words.value}</p>
          {settings ? (
            <button type="button" class="link" onClick={() => void askBackground('open_options')}>
              {i18n.t('open_settings')}
            </button>
          ) : null}
        </div>
      ) : null}
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void search();
          }}
        >
          <label>
            <span>{i18n.t('panel_search')}</span>
            <input
              type="search"
              name="q"
              maxLength={100}
              value={query.value}
              onInput={(event) => {
                query.value = event.currentTarget.value;
              }}
            />
          </label>
          <button type="submit" class="button main">
            {i18n.t('panel_find')}
          </button>
        </form>
      </search>
      <Orders />
      <Due />
      <nav class="row">
        <a class="link" href="/dashboard.html#/rules" target="_blank" rel="noopener">
          {i18n.t('tab_rules')}
        </a>
        <a class="link" href="/dashboard.html#/learn" target="_blank" rel="noopener">
          {i18n.t('tab_learn')}
        </a>
        <a class="link" href="/dashboard.html#/settings" target="_blank" rel="noopener">
          {i18n.t('tab_settings')}
        </a>
      </nav>
    </main>
  );
}

function Orders(): JSX.Element | null {
  const found = orders.value;
  if (!found) return null;
  if (found.length === 0) return <p class="quiet">{i18n.t('panel_found_none')}</p>;
  return (
    <ul class="list">
      {found.map((order) => (
        <li key={order.posting_number}>
          <b>{order.posting_number}</b>
          <p class="small quiet">{[schemeWord(order.scheme), orderStatus(order.status)].filter(Boolean).join(' · ')}</p>
          <p>{(order.products ?? []).map((product) => product.name).join(', ')}</p>
        </li>
      ))}
    </ul>
  );
}

function Due(): JSX.Element {
  return (
    <section>
      <div class="row apart">
        <h2>{i18n.t('panel_due')}</h2>
        <button type="button" class="link" onClick={() => void load()}>
          {i18n.t('panel_refresh')}
        </button>
      </div>
      {due.value === null && !words.value ? <Bones /> : null}
      {due.value ? <DueList claims={due.value} /> : null}
      {more.value ? (
        <a class="link" href="/dashboard.html#/due" target="_blank" rel="noopener">
          {i18n.t('show_more')}
        </a>
      ) : null}
    </section>
  );
}

render(<Panel />, openPage());
void load();
browser.storage.onChanged.addListener((changes, area) => {
  if (area === 'local' && 'connection' in changes) void load();
});
