import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { RuleChange, RulePage } from '../../backend/shapes';
import { locale, moment, schemeWord, severityWord } from '../../overlay/words';
import { saidIn } from './draft';
import { useLoaded } from './loaded';
import { account } from './shop';
import { Shown } from './states';
import { SEVERITIES, stateWord } from './words';

/** What was kept of a version: an own rule as it was written, or what an account changed of a built-in one. */
type VersionBody = Omit<RuleChange, 'account_id' | 'note'>;

/** Every version that was kept of an own rule or of what an account changed; asked for when it is opened. */
export function Versions({ rule }: { rule: RulePage }): JSX.Element | null {
  const [open, setOpen] = useState(false);
  if (rule.version === null && rule.override === null) return null;
  return (
    <details data-part="versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{i18n.t('versions_title')}</summary>
      {open ? <Kept rule={rule} /> : null}
    </details>
  );
}

function Kept({ rule }: { rule: RulePage }): JSX.Element {
  const shop = rule.standing === 'own' ? (rule.account_id ? { account_id: rule.account_id } : {}) : account.value;
  const asked = { rule_id: rule.id, ...shop };
  const loaded = useLoaded(JSON.stringify([asked, rule.version, rule.override?.version]), () =>
    ask('rule_versions', asked),
  );
  return (
    <Shown loaded={loaded}>
      {({ items }) => (
        <ul class="list">
          {items.map((version) => (
            <li key={version.version}>
              <div class="row apart">
                <b>{i18n.t('version_number', [version.version])}</b>
                <span class="small quiet">
                  {[moment(version.changed_at), version.changed_by].filter(Boolean).join(' · ')}
                </span>
              </div>
              {version.note ? <p>{version.note}</p> : null}
              <Body body={version.body ?? null} />
            </li>
          ))}
        </ul>
      )}
    </Shown>
  );
}

/** A version as its rule's page would say it: the words, the condition, then the rest in one small line. */
function Body({ body }: { body: VersionBody | null }): JSX.Element {
  if (body === null) return <p class="small quiet">{i18n.t('version_taken_back')}</p>;
  const { when, deadline, schemes, states } = body;
  const severity = SEVERITIES.find((one) => one === body.severity);
  const clock = deadline ? i18n.t('version_clock', [deadline.hours, deadline.fact]) : '';
  const rest = [
    body.enabled === false ? i18n.t('rule_off') : '',
    severity ? severityWord(severity) : '',
    ...(schemes ?? []).map(schemeWord),
    ...(states ?? []).map(stateWord),
    clock,
  ];
  return (
    <>
      {[body.title, body.detail, body.remedy].map((words, at) => {
        const said = saidIn(words, locale());
        return said ? <p key={at}>{said}</p> : null;
      })}
      {when ? <pre class="code">{when}</pre> : null}
      <p class="small quiet">{rest.filter(Boolean).join(' · ')}</p>
    </>
  );
}
