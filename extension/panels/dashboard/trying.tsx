import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import type { Trial } from '../../backend/shapes';
import { moment, schemeWord } from '../../overlay/words';
import { useBusy } from './busy';
import type { Draft } from './draft';
import { account } from './shop';
import { SCHEMES, stateWord } from './words';

/** Tries a condition over what is stored, and says in how many returns it fires, and in which. */
export function Trying({ draft, refused }: { draft: Draft; refused: (trouble: Trouble | null) => void }): JSX.Element {
  const [trial, setTrial] = useState<{ of: string; result: Trial } | null>(null);
  const [busy, once] = useBusy();
  const condition = draft.when.trim();
  const asked = {
    when: condition,
    ...account.value,
    ...(draft.schemes.length > 0 ? { schemes: SCHEMES.filter((scheme) => draft.schemes.includes(scheme)) } : {}),
    ...(draft.states.length > 0 ? { states: draft.states } : {}),
  };
  const key = JSON.stringify(asked);
  const run = async (): Promise<void> => {
    const reply = await ask('try_rule', asked);
    if (reply.ok) {
      refused(null);
      setTrial({ of: key, result: reply.data });
    } else {
      setTrial(null);
      refused(reply);
    }
  };
  return (
    <section data-part="trial">
      <div class="row">
        <button type="button" class="button" disabled={busy || !condition} onClick={() => once(run)}>
          {i18n.t('trial_run')}
        </button>
        {busy ? <span class="small quiet">{i18n.t('trial_running')}</span> : null}
      </div>
      {/* The result of another condition than the one that stands there now would mislead. */}
      <div role="status">{trial && trial.of === key && !busy ? <Result trial={trial.result} /> : null}</div>
    </section>
  );
}

const SHOWN_AT_FIRST = 5;

function Result({ trial }: { trial: Trial }): JSX.Element {
  if (trial.tried === 0) return <p class="quiet">{i18n.t('trial_nothing')}</p>;
  const rows = trial.items.map((item) => (
    <li key={item.return_id} class="row apart">
      <b>{item.posting_number}</b>
      <span class="small quiet">
        {[schemeWord(item.scheme), stateWord(item.state), item.created_at ? moment(item.created_at) : '']
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  ));
  return (
    <>
      <p>
        <b>{i18n.t('trial_fires', [trial.fires, trial.tried])}</b>
      </p>
      {trial.unknown > 0 ? (
        <p class="small quiet">
          {i18n.t('trial_unknown', [trial.unknown])}{' '}
          {trial.missing.map(({ fact, count }) => `${fact} (${count})`).join(', ')}
        </p>
      ) : null}
      <ul class="list">{rows.slice(0, SHOWN_AT_FIRST)}</ul>
      {rows.length > SHOWN_AT_FIRST ? (
        <details>
          <summary>{i18n.t('more_findings', [trial.fires - SHOWN_AT_FIRST])}</summary>
          <ul class="list">{rows.slice(SHOWN_AT_FIRST)}</ul>
          {trial.fires > rows.length ? (
            <p class="small quiet">{i18n.t('and_more', [trial.fires - rows.length])}</p>
          ) : null}
        </details>
      ) : null}
    </>
  );
}
