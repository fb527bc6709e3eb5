import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import { ruleId } from '../../backend/checks';
import type { FiringReturn, RulePage, Source } from '../../backend/shapes';
import { Left, Shape } from '../../overlay/parts';
import { seenWords } from '../../overlay/seen';
import { date, locale, schemeWord, severityWord } from '../../overlay/words';
import { askRule } from './asked';
import { factLines } from './facts';
import { linkOf } from './links';
import { useLoaded } from './loaded';
import { Override } from './override';
import { Own } from './own';
import { lastList, lastRule, RuleTags } from './rules';
import { account, shopName, shops } from './shop';
import { Shown } from './states';
import { Versions } from './versions';
import { stateWord, sureLine, themeWord } from './words';

/** A rule: what it says, when it applies, how sure it is and from where, and the returns in which it fires now. */
export function RuleView({ id }: { id: string }): JSX.Element {
  return ruleId(id) ? <Known id={id} /> : <NoSuchRule />;
}

/** An address that somebody mangled: nobody needs to be asked. */
export function NoSuchRule(): JSX.Element {
  return (
    <>
      <BackToList />
      <p class="note" role="status">
        {i18n.t('rule_unknown')}
      </p>
    </>
  );
}

function BackToList(): JSX.Element {
  return (
    <p>
      <a class="link" href={lastList.value}>
        {i18n.t('rules_back')}
      </a>
    </p>
  );
}

function Known({ id }: { id: string }): JSX.Element {
  const loaded = useLoaded(JSON.stringify([id, account.value]), () => askRule(id));
  useEffect(() => {
    lastRule.id = id;
  }, [id]);
  return (
    <>
      <BackToList />
      <Shown loaded={loaded}>{(rule) => <Whole rule={rule} changed={loaded.again} />}</Shown>
    </>
  );
}

function Whole({ rule, changed }: { rule: RulePage; changed: () => void }): JSX.Element {
  return (
    <article data-rule={rule.id} data-severity={rule.severity}>
      <header>
        <h2>{rule.title}</h2>
        <div class="small quiet tags">
          <span>{rule.id}</span>
          {rule.standing === 'own' ? null : <span>{themeWord(rule.theme)}</span>}
          {rule.kind === 'check' ? (
            <span class="severity">
              <Shape severity={rule.severity} />
              <span aria-hidden="true">{severityWord(rule.severity)}</span>
            </span>
          ) : (
            <span>{i18n.t('kind_fact_one')}</span>
          )}
          <RuleTags rule={rule} />
        </div>
      </header>
      <div class="two">
        <div class="words">
          {rule.problem ? (
            <p class="note wrong" role="status">
              {i18n.t('own_unreadable')} {rule.problem}
            </p>
          ) : null}
          {rule.detail ? <p>{rule.detail}</p> : null}
          {rule.remedy ? (
            <Part title={i18n.t('rule_remedy')}>
              <p>{rule.remedy}</p>
            </Part>
          ) : null}
          {rule.kind === 'check' ? <Firing rule={rule} /> : null}
          <Examples rule={rule} />
          {rule.standing === 'own' ? (
            <Own rule={rule} />
          ) : (
            <Override key={`${rule.id}-${rule.override?.version}-${rule.enabled}`} rule={rule} changed={changed} />
          )}
          <Versions rule={rule} />
        </div>
        <div class="proof">
          <Part title={i18n.t('rule_sure')}>
            <p>{sureLine(rule)}</p>
            {rule.reviewed_on ? (
              <p class="small quiet">
                {rule.stale
                  ? i18n.t('stale_since', [date(rule.reviewed_on)])
                  : i18n.t('reviewed_on', [date(rule.reviewed_on)])}
              </p>
            ) : null}
          </Part>
          {rule.contradictions.length > 0 ? (
            <Part title={i18n.t('sources_disagree')}>
              <ul class="plain">
                {rule.contradictions.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </Part>
          ) : null}
          <Sources sources={rule.sources} />
          <Applies rule={rule} />
        </div>
      </div>
    </article>
  );
}

export function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

const SHOWN_AT_FIRST = 5;

function Firing({ rule }: { rule: RulePage }): JSX.Element {
  const { count, items } = rule.firing;
  const rows = items.map((item) => (
    <FiringRow key={item.return_id ?? item.cancellation_id ?? item.posting_number} item={item} />
  ));
  return (
    <section data-part="firing">
      <h3>{i18n.t('rule_firing', [count])}</h3>
      {count === 0 ? <p class="quiet">{i18n.t('rule_firing_none')}</p> : null}
      {rows.length > 0 ? <ul class="list">{rows.slice(0, SHOWN_AT_FIRST)}</ul> : null}
      {rows.length > SHOWN_AT_FIRST ? (
        <details>
          <summary>{i18n.t('more_findings', [count - SHOWN_AT_FIRST])}</summary>
          <ul class="list">{rows.slice(SHOWN_AT_FIRST)}</ul>
          {count > rows.length ? <p class="small quiet">{i18n.t('and_more', [count - rows.length])}</p> : null}
        </details>
      ) : null}
    </section>
  );
}

function FiringRow({ item }: { item: FiringReturn }): JSX.Element {
  return (
    <li data-severity={item.severity}>
      <div class="row apart">
        <b>{item.posting_number}</b>
        {item.deadline_at ? <Left at={item.deadline_at} /> : null}
      </div>
      <p class="small quiet">
        {[item.line, shops.value.length > 1 ? shopName(item.account_id) : ''].filter(Boolean).join(' · ')}
      </p>
    </li>
  );
}

function Applies({ rule }: { rule: RulePage }): JSX.Element {
  const from = rule.effective_from ? i18n.t('effective_from', [date(rule.effective_from)]) : null;
  const to = rule.effective_to ? i18n.t('effective_to', [date(rule.effective_to)]) : null;
  return (
    <Part title={i18n.t('rule_applies')}>
      <dl>
        <dt>{i18n.t('rule_schemes')}</dt>
        <dd>{rule.schemes.length > 0 ? rule.schemes.map(schemeWord).join(', ') : i18n.t('every_scheme')}</dd>
        <dt>{i18n.t('rule_states')}</dt>
        <dd>{rule.states.length > 0 ? rule.states.map(stateWord).join(', ') : i18n.t('every_state')}</dd>
        {from || to ? (
          <>
            <dt>{i18n.t('rule_effective')}</dt>
            <dd>{[from, to].filter(Boolean).join(' · ')}</dd>
          </>
        ) : null}
      </dl>
      {rule.when ? (
        <details>
          <summary>{i18n.t('rule_condition')}</summary>
          <pre class="code">{rule.when}</pre>
        </details>
      ) : null}
    </Part>
  );
}

function Sources({ sources }: { sources: readonly Source[] }): JSX.Element | null {
  if (sources.length === 0) return null;
  return (
    <Part title={i18n.t('rule_sources')}>
      <ul class="plain">
        {sources.map((source) => (
          <li key={source.address}>
            <Address address={source.address} /> <span class="small quiet">{seenWords(source.seen)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** A source's address: a link where it is an https page of Ozon's or given as https, else a text to copy. */
export function Address({ address, children }: { address: string; children?: ComponentChildren }): JSX.Element {
  const link = linkOf(address);
  if (link === null) return <span class="address">{children ?? address}</span>;
  return (
    <a class="link address" href={link} target="_blank" rel="noopener noreferrer">
      {children ?? address}
    </a>
  );
}

/** The examples' names are English in the rules that come with Vozvrat; the facts speak for themselves. */
function Examples({ rule }: { rule: RulePage }): JSX.Element | null {
  const { examples } = rule;
  if (examples.length === 0) return null;
  return (
    <details data-part="examples">
      <summary>{i18n.t('rule_examples', [examples.length])}</summary>
      {examples.map((example, at) => (
        <div key={`${example.name}-${at}`} class="example">
          <p>
            <b>{example.fires ? i18n.t('example_fires') : i18n.t('example_silent')}</b>{' '}
            {rule.standing === 'own' || locale() === 'en' ? example.name : ''}
          </p>
          <pre class="code">{factLines(example.facts).join('\n')}</pre>
        </div>
      ))}
    </details>
  );
}
