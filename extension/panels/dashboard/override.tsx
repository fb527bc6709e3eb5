import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import type { RuleChange, RulePage, Severity } from '../../backend/shapes';
import { moment, severityWord } from '../../overlay/words';
import { useBusy } from './busy';
import { Choice, TextField } from './fields';
import { account, choose, shops, undecided } from './shop';
import { TroubleNote } from './states';
import { SEVERITIES } from './words';

/** Other words that the account gave the rule, which this form does not show: a change made here keeps them. */
async function ownWords(rule: RulePage): Promise<RuleChange> {
  if (!rule.override) return {};
  const kept = await ask('rule_versions', { rule_id: rule.id, ...account.value });
  const { title, detail, remedy } = ((kept.ok && kept.data.items[0]?.body) || {}) as RuleChange;
  return { ...(title ? { title } : {}), ...(detail ? { detail } : {}), ...(remedy ? { remedy } : {}) };
}

/** Empty: as the rule comes. */
function severityOf(given: string | null | undefined): '' | Severity {
  return SEVERITIES.find((one) => one === given) ?? '';
}

/** A built-in rule for one account: switched off or on, judged more or less severely, always with a note. */
export function Override({ rule, changed }: { rule: RulePage; changed: () => void }): JSX.Element {
  const [severity, setSeverity] = useState(severityOf(rule.override?.severity));
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, run] = useBusy();

  const put = async (change: RuleChange): Promise<void> => {
    if (!note.trim()) {
      setTrouble({ problem: 'refused', detail: i18n.t('note_missing'), errors: { note: [i18n.t('note_missing')] } });
      document.querySelector<HTMLElement>('[data-part=override] [name=note]')?.focus();
      return;
    }
    const reply = await ask('keep_rule', {
      rule_id: rule.id,
      rule: { ...account.value, ...(await ownWords(rule)), ...change, note: note.trim() },
    });
    if (reply.ok) changed();
    else setTrouble(reply);
  };
  const takeBack = async (): Promise<void> => {
    const reply = await ask('drop_rule', { rule_id: rule.id, ...account.value });
    if (reply.ok) changed();
    else setTrouble(reply);
  };

  return (
    <section data-part="override">
      <h3>{i18n.t('override_title')}</h3>
      {rule.override ? (
        <p>
          {i18n.t('override_now', [moment(rule.override.changed_at)])} {rule.override.note}
        </p>
      ) : null}
      {undecided.value ? (
        <>
          <p class="quiet">{i18n.t('choose_shop')}</p>
          <div class="row">
            {shops.value.map(({ id, name }) => (
              <button key={id} type="button" class="button" data-act="choose-shop" onClick={() => choose(id)}>
                {name}
              </button>
            ))}
          </div>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            run(() => put({ enabled: rule.enabled, ...(severity ? { severity } : {}) }));
          }}
        >
          {rule.kind === 'check' ? (
            <Choice
              name="severity"
              label={i18n.t('override_severity')}
              value={severity}
              options={[
                ['', i18n.t('override_as_it_is')],
                ...SEVERITIES.map((one) => [one, severityWord(one)] as const),
              ]}
              choose={(value) => setSeverity(severityOf(value))}
            />
          ) : null}
          <TextField
            name="note"
            label={i18n.t('override_note')}
            hint={i18n.t('override_note_hint')}
            value={note}
            put={setNote}
            maxLength={500}
            said={trouble?.errors?.note}
          />
          {trouble && !trouble.errors?.note ? <TroubleNote trouble={trouble} /> : null}
          <div class="row">
            <button type="submit" class="button" disabled={busy}>
              {i18n.t('override_keep')}
            </button>
            <button
              type="button"
              class="button"
              disabled={busy}
              data-act="switch"
              onClick={() => run(() => put({ enabled: !rule.enabled, ...(severity ? { severity } : {}) }))}
            >
              {rule.enabled ? i18n.t('override_off') : i18n.t('override_on')}
            </button>
            {rule.override ? (
              <button type="button" class="link" disabled={busy} data-act="take-back" onClick={() => run(takeBack)}>
                {i18n.t('override_take_back')}
              </button>
            ) : null}
          </div>
        </form>
      )}
    </section>
  );
}
