import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import { ruleId } from '../../backend/checks';
import type { Trouble } from '../../backend/messages';
import type { Severity, Written } from '../../backend/shapes';
import { locale, schemeWord, severityWord } from '../../overlay/words';
import { askRule } from './asked';
import { useBusy } from './busy';
import { Condition } from './condition';
import { changeOf, type Draft, draftOf, EMPTY, freeId, OWN_ID } from './draft';
import { TIMES } from './facts';
import { Choice, Several, TextField } from './fields';
import { useKeptDraft } from './kept';
import { useLoaded } from './loaded';
import { ruleHash } from './route';
import { NoSuchRule } from './rule';
import { everyRule } from './rules';
import { chosen, shopName, shops } from './shop';
import { Shown, TroubleNote } from './states';
import { Trying } from './trying';
import { SCHEMES, SEVERITIES, stateWord } from './words';

/** Where the seller writes a rule: words, condition, clock; tried over what is stored before it is kept. */

const STATES = [
  'OnSellerApproval',
  'OnSellerClarification',
  'OnSellerClarificationAfterPartialCompensation',
  'OfferedPartialCompensation',
  'Approved',
  'Rejected',
  'DisputeOpened',
  'MovingToSeller',
  'ArrivedAtReturnPlace',
  'ReceivedBySeller',
  'ReturnedToOzon',
] as const;

export function RuleEditor({ id }: { id: string | null }): JSX.Element {
  if (id !== null && !ruleId(id)) return <NoSuchRule />;
  return (
    <>
      <p>
        <a class="link" href={id ? ruleHash(id) : '#/rules'}>
          {id ? i18n.t('editor_back') : i18n.t('rules_back')}
        </a>
      </p>
      <h2>{id ? i18n.t('editor_change', [id]) : i18n.t('rules_new')}</h2>
      {id ? <Existing id={id} /> : <Form start={EMPTY} />}
    </>
  );
}

function Existing({ id }: { id: string }): JSX.Element {
  const loaded = useLoaded(id, () => askRule(id));
  return (
    <Shown loaded={loaded}>
      {(rule) =>
        rule.written ? (
          <Form start={draftOf(rule.id, rule.written, locale())} before={rule.written} holdsFor={rule.account_id} />
        ) : (
          <p class="note">{i18n.t('editor_not_own')}</p>
        )
      }
    </Shown>
  );
}

interface FormProps {
  start: Draft;
  /** The rule as it was written; none for a new one. */
  before?: Written;
  /** The account that it holds for; null: all. */
  holdsFor?: string | null;
}

function Form({ start, before, holdsFor = null }: FormProps): JSX.Element {
  const isNew = before === undefined;
  const shop = isNew ? chosen.value : holdsFor;
  const { draft, set, restored, afresh, forget } = useKeptDraft(start, isNew);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, run] = useBusy();
  const said = (name: string): string[] | undefined => wordsAbout(trouble, name);

  useEffect(() => {
    if (!isNew) return;
    void everyRule({ standing: 'own' }).then((reply) => {
      if (!reply.ok) return;
      const id = freeId(reply.data.items.map((rule) => rule.id));
      set((before) => (before.id === EMPTY.id ? { ...before, id } : before));
    });
  }, [isNew]);

  const keep = async (): Promise<void> => {
    if (!OWN_ID.test(draft.id)) {
      setTrouble({ problem: 'refused', errors: { id: [i18n.t('editor_id_wrong')] } });
      return;
    }
    if (isNew) {
      const there = await ask('rule', { rule_id: draft.id });
      if (there.ok) setTrouble({ problem: 'refused', errors: { id: [i18n.t('editor_id_taken')] } });
      else if (there.problem !== 'refused') setTrouble(there);
      if (there.ok || there.problem !== 'refused') return;
    }
    const rule = { ...(shop ? { account_id: shop } : {}), ...changeOf(draft, before ?? null, locale()) };
    const reply = await ask('keep_rule', { rule_id: draft.id, rule });
    if (!reply.ok) {
      setTrouble(reply);
      return;
    }
    forget();
    location.hash = ruleHash(draft.id);
  };

  return (
    <form
      class="editor"
      onSubmit={(event) => {
        event.preventDefault();
        run(keep);
      }}
    >
      {restored ? (
        <div class="note row apart" role="status">
          <span>{i18n.t('editor_restored')}</span>
          <button type="button" class="link" data-act="afresh" onClick={afresh}>
            {i18n.t('editor_afresh')}
          </button>
        </div>
      ) : null}
      {isNew ? (
        <TextField
          name="id"
          label={i18n.t('editor_id')}
          hint={i18n.t('editor_id_hint')}
          value={draft.id}
          put={(id) => set({ id: id.toUpperCase() })}
          required
          maxLength={35}
          said={said('id')}
        />
      ) : null}
      <TextField
        name="title"
        label={i18n.t('editor_title')}
        value={draft.title}
        put={(title) => set({ title })}
        required
        maxLength={200}
        said={said('title')}
      />
      <TextField
        name="detail"
        label={i18n.t('editor_detail')}
        value={draft.detail}
        put={(detail) => set({ detail })}
        lines={2}
        maxLength={2000}
        said={said('detail')}
      />
      <TextField
        name="remedy"
        label={i18n.t('rule_remedy')}
        value={draft.remedy}
        put={(remedy) => set({ remedy })}
        lines={2}
        maxLength={2000}
        said={said('remedy')}
      />
      <Condition
        value={draft.when}
        put={(when) => set({ when })}
        said={said('when')}
        place={trouble?.place}
        verdict={trouble}
        required={draft.fact === ''}
      />
      <Trying draft={draft} refused={setTrouble} />
      <Choice
        name="severity"
        label={i18n.t('editor_severity')}
        value={draft.severity}
        options={SEVERITIES.map((one) => [one, severityWord(one)] as const)}
        choose={(severity) => set({ severity: severity as Severity })}
      />
      <Several
        name="schemes"
        label={i18n.t('editor_schemes')}
        options={SCHEMES.map((scheme) => [scheme, schemeWord(scheme)] as const)}
        chosen={draft.schemes}
        put={(schemes) => set({ schemes })}
      />
      <details open={draft.states.length > 0}>
        <summary>{i18n.t('editor_states')}</summary>
        <Several
          name="states"
          label={i18n.t('editor_states_hint')}
          options={[...new Set([...STATES, ...draft.states])].map((state) => [state, stateWord(state)] as const)}
          chosen={draft.states}
          put={(states) => set({ states })}
        />
      </details>
      <details open={draft.fact !== '' || said('deadline') !== undefined}>
        <summary>{i18n.t('editor_clock')}</summary>
        <div class="pair">
          <Choice
            name="fact"
            label={i18n.t('editor_clock_fact')}
            value={draft.fact}
            options={[['', i18n.t('editor_clock_none')], ...TIMES.map((fact) => [fact, fact] as const)]}
            choose={(fact) => set({ fact })}
          />
          <TextField
            name="hours"
            kind="number"
            label={i18n.t('editor_clock_hours')}
            value={draft.hours}
            put={(hours) => set({ hours })}
            required={draft.fact !== ''}
            said={said('deadline')}
          />
          <TextField
            name="warn_hours"
            kind="number"
            label={i18n.t('editor_clock_warn')}
            value={draft.warnHours}
            put={(warnHours) => set({ warnHours })}
          />
        </div>
      </details>
      <TextField
        name="note"
        label={i18n.t('override_note')}
        value={draft.note}
        put={(note) => set({ note })}
        maxLength={500}
        said={said('note')}
      />
      {shops.value.length > 1 ? (
        <p class="small quiet">{shop ? i18n.t('own_for_shop', [shopName(shop)]) : i18n.t('own_every_shop')}</p>
      ) : null}
      {trouble && !trouble.errors ? <TroubleNote trouble={trouble} /> : null}
      {trouble?.errors ? <Unplaced errors={trouble.errors} detail={trouble.detail} /> : null}
      <div class="row">
        <button type="submit" class="button main" disabled={busy}>
          {i18n.t('editor_keep')}
        </button>
        <a class="link" href={isNew ? '#/rules' : ruleHash(draft.id)} onClick={forget}>
          {i18n.t('cancel')}
        </a>
      </div>
    </form>
  );
}

/** What was said of a field, or of something inside it (`deadline.hours`). */
function wordsAbout(trouble: Trouble | null, name: string): string[] | undefined {
  const errors = Object.entries(trouble?.errors ?? {});
  const about = errors.filter(
    ([field]) => field === name || field.startsWith(`${name}.`) || field.startsWith(`/${name}`),
  );
  return about.length > 0 ? about.flatMap(([, words]) => words) : undefined;
}

const PLACED = ['id', 'title', 'detail', 'remedy', 'when', 'deadline', 'note'];

/** What is wrong with something that has no field here of its own. */
function Unplaced({
  errors,
  detail,
}: {
  errors: Record<string, string[]>;
  detail?: string | undefined;
}): JSX.Element | null {
  const others = Object.entries(errors).filter(
    ([field]) => !PLACED.some((name) => field === name || field.startsWith(`${name}.`) || field.startsWith(`/${name}`)),
  );
  const words = others.map(([field, said]) => `${field}: ${said.join(' ')}`);
  if (Object.keys(errors).length === 0 && detail) words.push(detail);
  if (words.length === 0) return null;
  return (
    <div class="note" role="status">
      {words.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
