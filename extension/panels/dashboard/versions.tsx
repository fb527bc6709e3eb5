import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { RulePage } from '../../backend/shapes';
import { moment, severityWord } from '../../overlay/words';
import { useLoaded } from './loaded';
import { account } from './shop';
import { Shown } from './states';
import { SEVERITIES } from './words';

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
  const asked = { rule_id: rule.id, ...account.value };
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

/** A switch or a severity is said in words; a rule that was written is shown as it was. */
function Body({ body }: { body: Record<string, unknown> | null }): JSX.Element | null {
  if (body === null) return <p class="small quiet">{i18n.t('version_taken_back')}</p>;
  const others = Object.keys(body).filter((name) => name !== 'enabled' && name !== 'severity');
  if (others.length > 0) return <pre class="code">{JSON.stringify(body, null, 1)}</pre>;
  const severity = SEVERITIES.find((one) => one === body.severity);
  const said = [body.enabled === false ? i18n.t('rule_off') : '', severity ? severityWord(severity) : ''];
  return <p class="small quiet">{said.filter(Boolean).join(' · ')}</p>;
}
