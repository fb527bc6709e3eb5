import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import type { Settings } from '../../backend/shapes';
import { moment } from '../../overlay/words';
import { useBusy } from './busy';
import { TextField } from './fields';
import { Once } from './once';
import { TroubleNote } from './states';

/** Where Vozvrat posts what falls due; the address itself is never shown again, only its host. */
export function Webhook({
  settings,
  changed,
}: {
  settings: Settings;
  changed: (settings: Settings) => void;
}): JSX.Element {
  const [url, setUrl] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [said, setSaid] = useState('');
  /** Told once, when the address was set. */
  const [secret, setSecret] = useState('');
  const [busy, run] = useBusy();
  const webhook = settings.webhook ?? null;

  const put = async (webhook_url: string | null): Promise<void> => {
    setSaid('');
    const reply = await ask('change_settings', { webhook_url });
    setTrouble(reply.ok ? null : reply);
    if (!reply.ok) return;
    setUrl('');
    setSecret(reply.data.webhook?.secret ?? '');
    changed(reply.data);
  };
  const test = async (): Promise<void> => {
    setSaid('');
    const reply = await ask('try_webhook', {});
    setTrouble(reply.ok ? null : reply);
    if (reply.ok) setSaid(reply.data.delivered ? i18n.t('webhook_delivered') : (reply.data.problem ?? ''));
  };
  const wrong = trouble?.errors?.webhook_url;

  return (
    <section data-part="webhook">
      <h3>{i18n.t('webhook_title')}</h3>
      <p class="quiet">{i18n.t('webhook_about')}</p>
      {webhook ? (
        <>
          <p>
            {i18n.t('webhook_on', [webhook.host])}
            {webhook.last_delivered_at ? ` ${i18n.t('webhook_last', [moment(webhook.last_delivered_at)])}` : ''}
          </p>
          {secret ? <Once name="webhook_secret" label={i18n.t('webhook_secret')} value={secret} /> : null}
          {webhook.problem ? <p class="wrong">{webhook.problem}</p> : null}
          <div class="row">
            <button type="button" class="button" data-act="test" disabled={busy} onClick={() => run(test)}>
              {i18n.t('webhook_test')}
            </button>
            <button type="button" class="link" data-act="off" disabled={busy} onClick={() => run(() => put(null))}>
              {i18n.t('webhook_off')}
            </button>
          </div>
        </>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run(() => put(url.trim()));
        }}
      >
        <TextField
          name="webhook_url"
          kind="url"
          label={webhook ? i18n.t('webhook_other') : i18n.t('webhook_address')}
          hint={i18n.t('webhook_hint')}
          value={url}
          put={setUrl}
          required
          maxLength={2000}
          said={wrong}
        />
        <button type="submit" class="button" disabled={busy}>
          {i18n.t('webhook_keep')}
        </button>
      </form>
      {trouble && !wrong ? <TroubleNote trouble={trouble} /> : null}
      <p role="status" class="small">
        {said}
      </p>
    </section>
  );
}
