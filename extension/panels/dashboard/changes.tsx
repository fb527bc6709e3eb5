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
  if (!from) return <p class="quiet">{i18n.t('changes_first', [to.version, date(to.reviewed_on)])}</p>;
  return (
    <>
      <div class="pair">
        <Choice
          name="from"
          label={i18n.t('changes_from')}
          value={from.version}
          options={versions.map(named)}
          choose={(version) => choose({ from: version })}
        />
        <Choice
          name="to"
          label={i18n.t('changes_to')}
          value={to.version}
          options={versions.map(named)}
          choose={(version) => choose({ to: version })}
        />
      </div>
      {items.length === 0 ? <p class="quiet">{i18n.t('changes_none')}</p> : null}
      <ul class="list">
        {items.map((item) => (
          <li key={`${item.rule_id}-${item.kind}`}>
            {item.kind === 'removed' ? (
              <span>{item.rule_id}</span>
            ) : (
              <a class="link" href={ruleHash(item.rule_id)}>
                {item.rule_id}
              </a>
            )}{' '}
            {item.title}
            <p class="small quiet">{item.sentence}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function named({ version, reviewed_on }: PackVersion): readonly [string, string] {
  return [version, `${version} · ${date(reviewed_on)}`];
}
