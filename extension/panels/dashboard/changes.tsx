import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Changes, PackVersion } from '../../backend/shapes';
import { date } from '../../overlay/words';
import { Choice } from './fields';
import { useLoaded } from './loaded';
import { ruleHash } from './route';
import { Shown } from './states';

const SHOWN_AT_FIRST = 10;

/** What changed between two versions of the rules that come with Vozvrat, in words. */
export function PackChanges(): JSX.Element {
  const [between, setBetween] = useState<{ from?: string; to?: string }>({});
  const loaded = useLoaded(JSON.stringify(between), () => ask('policy_changes', between), { keep: true });
  return (
    <section data-part="changes">
      <h3>{i18n.t('changes_title')}</h3>
      <Shown loaded={loaded}>
        {(changes) => <Between changes={changes} choose={(change) => setBetween({ ...between, ...change })} />}
      </Shown>
    </section>
  );
}

function Between({
  changes,
  choose,
}: {
  changes: Changes;
  choose: (change: { from?: string; to?: string }) => void;
}): JSX.Element {
  const { from, to, items, versions } = changes;
  const newestFirst = [...versions].reverse();
  if (!from) return <p class="quiet">{i18n.t('changes_first', [to.version, date(to.reviewed_on)])}</p>;
  return (
    <>
      <div class="pair">
        <Choice
          name="from"
          label={i18n.t('changes_from')}
          value={from.version}
          options={newestFirst.map(named)}
          choose={(version) => choose({ from: version })}
        />
        <Choice
          name="to"
          label={i18n.t('changes_to')}
          value={to.version}
          options={newestFirst.map(named)}
          choose={(version) => choose({ to: version })}
        />
      </div>
      {items.length === 0 ? <p class="quiet">{i18n.t('changes_none')}</p> : null}
      <ChangedRules items={items.slice(0, SHOWN_AT_FIRST)} />
      {items.length > SHOWN_AT_FIRST ? (
        <details>
          <summary>{i18n.t('more_findings', [items.length - SHOWN_AT_FIRST])}</summary>
          <ChangedRules items={items.slice(SHOWN_AT_FIRST)} />
        </details>
      ) : null}
    </>
  );
}

function ChangedRules({ items }: { items: Changes['items'] }): JSX.Element {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={`${item.rule_id}-${item.kind}`}>
          <Sentence item={item} />
        </li>
      ))}
    </ul>
  );
}

/** The sentence names its rule; there the way to the rule begins, unless the rule is gone. */
function Sentence({ item }: { item: Changes['items'][number] }): JSX.Element {
  const [before = '', ...after] = item.sentence.split(item.rule_id);
  const name =
    item.kind === 'removed' ? (
      item.rule_id
    ) : (
      <a class="link" href={ruleHash(item.rule_id)}>
        {item.rule_id}
      </a>
    );
  if (after.length === 0) {
    return (
      <>
        {name} {item.sentence}
      </>
    );
  }
  return (
    <>
      {before}
      {name}
      {after.join(item.rule_id)}
    </>
  );
}

function named({ version, reviewed_on }: PackVersion): readonly [string, string] {
  return [version, `${version} · ${date(reviewed_on)}`];
}
