import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import { NARROWED, type RuleFilter } from '../../backend/desk';
import type { Rule, RuleList } from '../../backend/shapes';
import { Shape } from '../../overlay/parts';
import { date, schemeWord } from '../../overlay/words';
import { Choice } from './fields';
import { type Answer, useLoaded } from './loaded';
import { type Filter, ruleHash, rulesHash } from './route';
import { account } from './shop';
import { Shown } from './states';
import { SCHEMES, sureWord, themeWord } from './words';

/** The themes seen so far: a narrowed list must not narrow the choice of themes. */
const themes = signal<readonly string[]>([]);

function learnThemes(rules: readonly Rule[]): void {
  const named = rules.filter((rule) => rule.standing !== 'own').map((rule) => rule.theme);
  const known = new Set([...themes.peek(), ...named]);
  if (known.size > themes.peek().length) themes.value = [...known].sort();
}

/** The list as it was last narrowed: the way back from a rule leads there. */
export const lastList = signal('#/rules');
/** The rule that was looked at last: back in the list, one is where one was. */
export const lastRule: { id: string | null } = { id: null };

/** The catalogue: search, filters, and a row for each rule. */

const TYPING = 200;
/** Far above any catalogue; it only keeps a mistake from asking for ever. */
const MOST_PAGES = 20;

export function Rules({ filter }: { filter: Filter }): JSX.Element {
  const asked = { ...backendFilter(filter), ...account.value };
  const loaded = useLoaded(JSON.stringify(asked), () => everyRule(asked), { keep: true });
  const [q, setQ] = useState(filter.q ?? '');
  useEffect(() => {
    lastList.value = rulesHash(filter);
  }, [filter]);
  const narrow = (change: Filter): void => {
    history.replaceState(null, '', rulesHash({ ...filter, ...change }));
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  };
  /** The words last sent: others in the address were put there by somebody else, and the field follows them. */
  const sent = useRef(filter.q ?? '');
  useEffect(() => {
    if (q === sent.current) return;
    const typed = setTimeout(() => {
      sent.current = q;
      narrow({ q });
    }, TYPING);
    return () => clearTimeout(typed);
  }, [q]);
  useEffect(() => {
    const given = filter.q ?? '';
    if (given === sent.current) return;
    sent.current = given;
    setQ(given);
  }, [filter.q]);

  return (
    <>
      <div class="row apart">
        <h2>{i18n.t('tab_rules')}</h2>
        <div class="row">
          <a class="button" href="#/rules/exchange">
            {i18n.t('rules_exchange')}
          </a>
          <a class="button main" href="#/rules/new">
            {i18n.t('rules_new')}
          </a>
        </div>
      </div>
      <search class="filters">
        <label class="wide">
          <span>{i18n.t('rules_search')}</span>
          <input
            type="search"
            name="q"
            maxLength={100}
            value={q}
            onInput={(event) => setQ(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') {
                event.preventDefault();
                document.querySelector<HTMLElement>('.rules a')?.focus();
              }
            }}
          />
        </label>
        <Filters filter={filter} narrow={narrow} />
      </search>
      <Shown loaded={loaded}>{(list) => <Found list={list} filter={filter} />}</Shown>
    </>
  );
}

function Filters({ filter, narrow }: { filter: Filter; narrow: (change: Filter) => void }): JSX.Element {
  return (
    <>
      <Choice
        name="scheme"
        label={i18n.t('filter_scheme')}
        value={filter.scheme ?? ''}
        options={[['', i18n.t('filter_all')], ...SCHEMES.map((scheme) => [scheme, schemeWord(scheme)] as const)]}
        choose={(scheme) => narrow({ scheme })}
      />
      <Choice
        name="theme"
        label={i18n.t('filter_theme')}
        value={filter.theme ?? ''}
        options={[['', i18n.t('filter_all')], ...themes.value.map((theme) => [theme, themeWord(theme)] as const)]}
        choose={(theme) => narrow({ theme })}
      />
      <Choice
        name="kind"
        label={i18n.t('filter_kind')}
        value={filter.kind ?? ''}
        options={[
          ['', i18n.t('filter_all')],
          ['check', i18n.t('kind_check')],
          ['fact', i18n.t('kind_fact')],
        ]}
        choose={(kind) => narrow({ kind })}
      />
      <Choice
        name="sure"
        label={i18n.t('filter_sure')}
        value={filter.sure ?? ''}
        options={[
          ['', i18n.t('filter_all')],
          ['high', i18n.t('certainty_high')],
          ['medium', i18n.t('certainty_medium')],
          ['unconfirmed', i18n.t('standing_unconfirmed')],
          ['claim', i18n.t('standing_claim')],
        ]}
        choose={(sure) => narrow({ sure })}
      />
      <Choice
        name="show"
        label={i18n.t('filter_show')}
        value={filter.show ?? ''}
        options={[
          ['', i18n.t('filter_all')],
          ['own', i18n.t('show_own')],
          ['changed', i18n.t('show_changed')],
          ['off', i18n.t('show_off')],
          ['stale', i18n.t('show_stale')],
        ]}
        choose={(show) => narrow({ show })}
      />
    </>
  );
}

/** What the backend is asked; words that it does not know, from a mangled address, narrow nothing. */
function backendFilter({ q, scheme, theme, kind, sure, show }: Filter): RuleFilter {
  const asked: RuleFilter = {
    ...(q?.trim() ? { q: q.trim() } : {}),
    ...(theme ? { theme } : {}),
    ...oneOf('scheme', scheme),
    ...oneOf('kind', kind),
  };
  if (sure === 'high' || sure === 'medium') Object.assign(asked, { confidence: sure, standing: 'rule' });
  else Object.assign(asked, oneOf('standing', sure));
  if (show === 'own') asked.standing = 'own';
  if (show === 'stale') asked.stale = true;
  return asked;
}

function oneOf(name: keyof typeof NARROWED, value: string | undefined): Partial<RuleFilter> {
  const known = NARROWED[name].find((one) => one === value);
  return known ? { [name]: known } : {};
}

export async function everyRule(asked: RuleFilter): Promise<Answer<RuleList>> {
  const items: Rule[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const reply: Answer<RuleList> = await ask('rules', cursor === null ? asked : { ...asked, cursor });
    if (!reply.ok) return reply;
    items.push(...reply.data.items);
    cursor = reply.data.next_cursor;
    if (cursor === null) return { ok: true, data: { ...reply.data, items } };
  }
  return { ok: false, problem: 'refused' };
}

function Found({ list, filter }: { list: RuleList; filter: Filter }): JSX.Element {
  useEffect(() => learnThemes(list.items), [list]);
  const shown = list.items.filter((rule) => fits(rule, filter.show));
  const narrowed = Object.values(filter).some(Boolean);
  const inside = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const row = lastRule.id && inside.current?.querySelector(`[data-rule="${lastRule.id}"]`);
    lastRule.id = null;
    if (!row) return;
    row.querySelector('a')?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'center' });
  }, []);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const links = [...(inside.current?.querySelectorAll('a') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    if (at + step < 0) document.querySelector<HTMLElement>('input[type=search]')?.focus();
    else links[at + step]?.focus();
  };
  return (
    <>
      <p class="small quiet" role="status">
        {i18n.t('rules_count', [shown.length])}
        {' · '}
        {i18n.t('rules_pack', [list.pack.version, date(list.pack.reviewed_on)])}
      </p>
      {shown.length === 0 ? (
        <div class="note">
          <p>{i18n.t('rules_none')}</p>
          {narrowed ? (
            <a class="link" href="#/rules">
              {i18n.t('rules_clear')}
            </a>
          ) : null}
        </div>
      ) : null}
      <ul class="list rules" ref={inside} onKeyDown={move}>
        {shown.map((rule) => (
          <RuleRow key={rule.id} rule={rule} />
        ))}
      </ul>
    </>
  );
}

function fits(rule: Rule, show: string | undefined): boolean {
  if (show === 'off') return !rule.enabled;
  return show === 'changed' ? rule.override !== null : true;
}

function RuleRow({ rule }: { rule: Rule }): JSX.Element {
  return (
    <li data-rule={rule.id} data-severity={rule.severity} class={rule.enabled ? '' : 'off'}>
      <a href={ruleHash(rule.id)}>
        {rule.kind === 'check' ? <Shape severity={rule.severity} /> : <span class="shape" />}
        <span>{rule.title}</span>
      </a>
      <div class="small quiet tags">
        <span>{rule.id}</span>
        {rule.standing === 'own' ? null : <span>{themeWord(rule.theme)}</span>}
        {rule.schemes.length > 0 && rule.schemes.length < SCHEMES.length ? (
          <span>{rule.schemes.map(schemeWord).join(', ')}</span>
        ) : null}
        <RuleTags rule={rule} />
      </div>
    </li>
  );
}

/** What sets a rule apart, in words. */
export function RuleTags({ rule }: { rule: Rule }): JSX.Element {
  return (
    <>
      <span class={rule.standing === 'rule' ? '' : 'tag'}>{sureWord(rule)}</span>
      {rule.stale && rule.reviewed_on ? (
        <span class="tag">{i18n.t('stale_since', [date(rule.reviewed_on)])}</span>
      ) : null}
      {rule.enabled ? null : <span class="tag">{i18n.t('rule_off')}</span>}
      {rule.problem ? <span class="tag wrong">{i18n.t('rule_unreadable')}</span> : null}
      {rule.override && rule.enabled ? <span class="tag">{i18n.t('rule_changed')}</span> : null}
    </>
  );
}
