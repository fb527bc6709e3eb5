import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import type { Imported } from '../../backend/shapes';
import { useBusy } from './busy';
import { ruleHash } from './route';
import { account, chosen, shopName, shops } from './shop';
import { TroubleNote } from './states';

/** Passing own rules on: out as one YAML file, in after a look at what would change. */

const LARGEST_FILE = 500_000;

export function Exchange(): JSX.Element {
  return (
    <>
      <p>
        <a class="link" href="#/rules">
          {i18n.t('rules_back')}
        </a>
      </p>
      <h2>{i18n.t('rules_exchange')}</h2>
      <Out />
      <In />
    </>
  );
}

function Out(): JSX.Element {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, run] = useBusy();
  const download = async (): Promise<void> => {
    const reply = await ask('export_rules', account.value);
    setTrouble(reply.ok ? null : reply);
    if (reply.ok) save(reply.data.yaml, 'vozvrat-rules.yaml');
  };
  return (
    <section>
      <h3>{i18n.t('export_title')}</h3>
      <p class="quiet">{i18n.t('export_about')}</p>
      <button type="button" class="button" data-act="export" disabled={busy} onClick={() => run(download)}>
        {i18n.t('export_button')}
      </button>
      {trouble ? <TroubleNote trouble={trouble} /> : null}
    </section>
  );
}

/** Hands a text to the browser as a file to keep. */
function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

type Step = { is: 'writing' } | { is: 'looked'; found: Imported } | { is: 'done'; found: Imported };

function In(): JSX.Element {
  const [yaml, setYaml] = useState('');
  const [step, setStep] = useState<Step>({ is: 'writing' });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, run] = useBusy();
  const put = (text: string): void => {
    setYaml(text);
    setStep({ is: 'writing' });
    setTrouble(null);
  };
  const send = async (dryRun: boolean): Promise<void> => {
    if (yaml.length > LARGEST_FILE) {
      setTrouble({ problem: 'refused', detail: i18n.t('import_too_large') });
      return;
    }
    const reply = await ask('import_rules', { yaml, ...account.value, dry_run: dryRun });
    setTrouble(reply.ok ? null : reply);
    if (reply.ok) setStep({ is: dryRun ? 'looked' : 'done', found: reply.data });
  };
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > LARGEST_FILE) setTrouble({ problem: 'refused', detail: i18n.t('import_too_large') });
    else put(await file.text());
  };
  return (
    <section data-part="import">
      <h3>{i18n.t('import_title')}</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run(() => send(step.is !== 'looked'));
        }}
      >
        <label>
          <span>{i18n.t('import_file')}</span>
          <input
            type="file"
            name="file"
            accept=".yaml,.yml,text/yaml,application/yaml"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </label>
        <label>
          <span>{i18n.t('import_text')}</span>
          <textarea
            class="mono"
            name="yaml"
            rows={8}
            required
            spellcheck={false}
            value={yaml}
            onInput={(event) => put(event.currentTarget.value)}
          />
        </label>
        {shops.value.length > 1 ? (
          <p class="small quiet">
            {chosen.value ? i18n.t('own_for_shop', [shopName(chosen.value)]) : i18n.t('own_every_shop')}
          </p>
        ) : null}
        {trouble ? <Refusal trouble={trouble} /> : null}
        <div role="status">{step.is === 'writing' ? null : <Outcome step={step} />}</div>
        {step.is === 'done' ? null : (
          <button type="submit" class={step.is === 'looked' ? 'button main' : 'button'} disabled={busy}>
            {step.is === 'looked' ? i18n.t('import_now') : i18n.t('import_look')}
          </button>
        )}
      </form>
    </section>
  );
}

/** A file is refused as a whole; every reason is shown. */
function Refusal({ trouble }: { trouble: Trouble }): JSX.Element {
  const reasons = Object.values(trouble.errors ?? {}).flat();
  return (
    <>
      <TroubleNote trouble={trouble} />
      {reasons.map((words) => (
        <p key={words} class="small">
          {words}
        </p>
      ))}
    </>
  );
}

function Outcome({ step }: { step: Exclude<Step, { is: 'writing' }> }): JSX.Element {
  const { added, changed, unchanged, built_in: builtIn, switched_off: off } = step.found;
  return (
    <>
      <p>
        <b>{step.is === 'done' ? i18n.t('import_done') : i18n.t('import_would')}</b>
      </p>
      <dl>
        <dt>{i18n.t('import_added')}</dt>
        <dd>
          <Listed ids={added} there={step.is === 'done'} />
        </dd>
        <dt>{i18n.t('import_changed')}</dt>
        <dd>
          <Listed ids={changed} there />
        </dd>
        <dt>{i18n.t('import_unchanged')}</dt>
        <dd>
          <Listed ids={unchanged} there />
        </dd>
        {builtIn.length > 0 ? (
          <>
            <dt>{i18n.t('import_built_in')}</dt>
            <dd>
              <Listed ids={builtIn} there />
            </dd>
          </>
        ) : null}
        {off.length > 0 ? (
          <>
            <dt>{i18n.t('import_off')}</dt>
            <dd class="wrong">
              <Listed ids={off} there />
            </dd>
          </>
        ) : null}
      </dl>
    </>
  );
}

/** Rules by their ids, each leading to its page where it is `there` already; beside this one, so that nothing is lost. */
function Listed({ ids, there }: { ids: readonly string[]; there: boolean }): JSX.Element {
  if (ids.length === 0) return <>0</>;
  return (
    <>
      {ids.map((id, at) => (
        <span key={id}>
          {at > 0 ? ', ' : ''}
          {there ? (
            <a class="link" href={ruleHash(id)} target="_blank" rel="noopener">
              {id}
            </a>
          ) : (
            id
          )}
        </span>
      ))}
    </>
  );
}
