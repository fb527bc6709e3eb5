import { signal as state } from '@preact/signals';
import { type JSX, render } from 'preact';
import { i18n } from '#i18n';
import { browser } from '#imports';
import { askBackground } from '../../backend/ask';
import { localAddress } from '../../backend/client';
import type { Problem } from '../../backend/messages';
import { problemWords } from '../../overlay/words';
import { openPage } from '../../panels/page';

/** Pairing with the backend on this computer, and whether it answers. */

interface Answer {
  ok: boolean;
  problem?: Problem;
  detail?: string;
  data?: { url: string | null; outcome: { problem: Problem; detail?: string } | null };
}

const pairedWith = state<string | null>(null);
const said = state<{ words: string; wrong: boolean } | null>(null);
const address = state('http://127.0.0.1:8741');
const code = state('');
/** Firefox lets people withhold the access that the extension's list asks for. */
const withheld = state(false);
const ORIGINS = ['https://seller.ozon.ru/*', 'http://127.0.0.1/*'];

async function look(): Promise<void> {
  withheld.value = !(await browser.permissions.contains({ origins: ORIGINS }));
  const answer = (await askBackground('status')) as Answer;
  pairedWith.value = answer.data?.url ?? null;
  const outcome = answer.data?.outcome;
  if (!pairedWith.value) said.value = null;
  else if (outcome) said.value = { words: outcome.detail ?? problemWords(outcome.problem), wrong: true };
  else said.value = { words: i18n.t('options_working'), wrong: false };
}

async function pair(): Promise<void> {
  if (!localAddress(address.value)) {
    said.value = { words: i18n.t('options_wrong_address'), wrong: true };
    return;
  }
  const answer = (await askBackground('pair', { url: address.value, code: code.value })) as Answer;
  if (answer.ok) {
    code.value = '';
    await look();
  } else said.value = { words: answer.detail ?? problemWords(answer.problem ?? 'refused'), wrong: true };
}

async function unpair(): Promise<void> {
  await askBackground('unpair');
  await look();
}

async function allow(): Promise<void> {
  await browser.permissions.request({ origins: ORIGINS });
  await look();
}

function Options(): JSX.Element {
  return (
    <main>
      <h1>{i18n.t('options_title')}</h1>
      {withheld.value ? (
        <div class="row">
          <button type="button" class="button main" onClick={() => void allow()}>
            {i18n.t('options_allow')}
          </button>
        </div>
      ) : null}
      <section>
        <h2>{pairedWith.value ? i18n.t('options_paired', [pairedWith.value]) : i18n.t('options_not_paired')}</h2>
        {said.value ? (
          <p role="status" class={said.value.wrong ? 'wrong' : 'quiet'}>
            {said.value.words}
          </p>
        ) : null}
      </section>
      {pairedWith.value ? (
        <div>
          <button type="button" class="button" onClick={() => void unpair()}>
            {i18n.t('options_unpair')}
          </button>
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void pair();
          }}
        >
          <p class="quiet">{i18n.t('options_how')}</p>
          <label>
            <span>{i18n.t('options_code')}</span>
            <input
              name="code"
              required
              maxLength={40}
              autocomplete="off"
              spellcheck={false}
              value={code.value}
              onInput={(event) => {
                code.value = event.currentTarget.value;
              }}
            />
          </label>
          <label>
            <span>{i18n.t('options_address')}</span>
            <input
              name="address"
              required
              inputMode="url"
              value={address.value}
              onInput={(event) => {
                address.value = event.currentTarget.value;
              }}
            />
          </label>
          <button type="submit" class="button main">
            {i18n.t('options_pair')}
          </button>
        </form>
      )}
    </main>
  );
}

render(<Options />, openPage());
void look();
