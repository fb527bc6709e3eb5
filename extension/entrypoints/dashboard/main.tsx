import { signal as state } from '@preact/signals';
import { type JSX, render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { browser } from '#imports';
import { ruleId } from '../../backend/checks';
import { DueView } from '../../panels/dashboard/due';
import { RuleEditor } from '../../panels/dashboard/editor';
import { Exchange } from '../../panels/dashboard/exchange';
import { Keys } from '../../panels/dashboard/keys';
import { Learn } from '../../panels/dashboard/learn';
import { connections } from '../../panels/dashboard/loaded';
import { DASHBOARD } from '../../panels/dashboard/look';
import { above, type Place, placeOf } from '../../panels/dashboard/route';
import { RuleView } from '../../panels/dashboard/rule';
import { lastList, Rules } from '../../panels/dashboard/rules';
import { SettingsView } from '../../panels/dashboard/settings';
import { choose, chosen, readShops, shops } from '../../panels/dashboard/shop';
import { openPage } from '../../panels/page';

/** The dashboard: rules, learning and settings, each place with an address of its own. */

const place = state<Place>(placeOf(location.hash));
const keysShown = state(false);

function Dashboard(): JSX.Element {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const at = place.value;
  const name = nameOf(at);
  useEffect(() => {
    const what = at.at === 'rule' && ruleId(at.id) ? at.id : i18n.t(TITLES[at.at]);
    document.title = `${what} · Vozvrat`;
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [name]);
  return (
    <>
      <header class="top">
        <h1>Vozvrat</h1>
        <nav aria-label={i18n.t('dashboard_places')}>
          <Tab to="#/due" words={i18n.t('tab_due')} here={at.at === 'due'} />
          <Tab
            to="#/rules"
            words={i18n.t('tab_rules')}
            here={at.at === 'rules' || at.at === 'rule' || at.at === 'edit' || at.at === 'exchange'}
          />
          <Tab to="#/learn" words={i18n.t('tab_learn')} here={at.at === 'learn'} />
          <Tab to="#/settings" words={i18n.t('tab_settings')} here={at.at === 'settings'} />
        </nav>
        <ShopChoice />
      </header>
      <main ref={main} tabIndex={-1}>
        <View key={name} place={at} />
      </main>
      {keysShown.value ? (
        <Keys
          close={() => {
            keysShown.value = false;
          }}
        />
      ) : null}
    </>
  );
}

const TITLES = {
  due: 'tab_due',
  rules: 'tab_rules',
  rule: 'tab_rules',
  edit: 'tab_rules',
  exchange: 'rules_exchange',
  learn: 'tab_learn',
  settings: 'tab_settings',
} as const;

/** What makes one view another: narrowing a list does not. */
function nameOf(at: Place): string {
  if (at.at === 'rule' || at.at === 'edit') return `${at.at} ${at.id ?? ''}`;
  return at.at === 'learn' ? `learn ${at.theme ?? ''}` : at.at;
}

function Tab({ to, words, here }: { to: string; words: string; here: boolean }): JSX.Element {
  return (
    <a href={to} {...(here ? { 'aria-current': 'page' as const } : {})}>
      {words}
    </a>
  );
}

function ShopChoice(): JSX.Element | null {
  if (shops.value.length < 2) return null;
  return (
    <label>
      <span>{i18n.t('shop')}</span>
      <select
        name="shop"
        value={chosen.value ?? ''}
        onChange={(event) => {
          choose(event.currentTarget.value || null);
        }}
      >
        <option value="">{i18n.t('shop_every')}</option>
        {shops.value.map((shop) => (
          <option key={shop.id} value={shop.id}>
            {shop.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function View({ place: at }: { place: Place }): JSX.Element {
  switch (at.at) {
    case 'due':
      return <DueView />;
    case 'rules':
      return <Rules filter={at.filter} />;
    case 'rule':
      return <RuleView id={at.id} />;
    case 'edit':
      return <RuleEditor id={at.id} />;
    case 'exchange':
      return <Exchange />;
    case 'learn':
      return <Learn theme={at.theme} />;
    case 'settings':
      return <SettingsView />;
  }
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select');
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || keysShown.value) return;
  if (event.key === 'Escape') {
    // A form that was begun is not thrown away by a stray key.
    const up = typing(event.target) ? null : above(place.value);
    if (up) location.hash = up === '#/rules' ? lastList.value : up;
  } else if (!typing(event.target) && event.key === '?') {
    keysShown.value = true;
  } else if (!typing(event.target) && event.key === '/') {
    const search = document.querySelector<HTMLElement>('input[type=search]');
    if (!search) return;
    event.preventDefault();
    search.focus();
  }
});

window.addEventListener('hashchange', () => {
  place.value = placeOf(location.hash);
});
browser.storage.onChanged.addListener((changes, area) => {
  if (area !== 'local' || !('connection' in changes)) return;
  connections.value += 1;
  void readShops();
});

render(<Dashboard />, openPage(DASHBOARD));
void readShops();
