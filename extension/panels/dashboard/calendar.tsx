import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import { moment } from '../../overlay/words';
import { useBusy } from './busy';
import { useLoaded } from './loaded';
import { Once } from './once';
import { Shown, TroubleNote } from './states';

/** The secret address to which a calendar subscribes: shown once, renewed or switched off at any time. */
export function Calendar(): JSX.Element {
  const loaded = useLoaded('calendar', () => ask('calendar', {}));
  const [address, setAddress] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, run] = useBusy();
  const make = async (): Promise<void> => {
    const reply = await ask('renew_calendar', {});
    setTrouble(reply.ok ? null : reply);
    if (!reply.ok) return;
    setAddress(reply.data.url);
    loaded.put({ on: true, made_at: reply.data.made_at });
  };
  const stop = async (): Promise<void> => {
    const reply = await ask('stop_calendar', {});
    setTrouble(reply.ok ? null : reply);
    if (!reply.ok) return;
    setAddress(null);
    loaded.put({ on: false, made_at: null });
  };
  return (
    <section data-part="calendar">
      <h3>{i18n.t('calendar_title')}</h3>
      <p class="quiet">{i18n.t('calendar_about')}</p>
      <Shown loaded={loaded}>
        {({ on, made_at }) => (
          <>
            <p>{on && made_at ? i18n.t('calendar_on', [moment(made_at)]) : i18n.t('calendar_off')}</p>
            {address ? <Once name="calendar_address" label={i18n.t('calendar_once')} value={address} /> : null}
            <div class="row">
              <button type="button" class="button" data-act="make" disabled={busy} onClick={() => run(make)}>
                {on ? i18n.t('calendar_renew') : i18n.t('calendar_make')}
              </button>
              {on ? (
                <button type="button" class="link" data-act="stop" disabled={busy} onClick={() => run(stop)}>
                  {i18n.t('calendar_stop')}
                </button>
              ) : null}
            </div>
            {on ? <p class="small quiet">{i18n.t('calendar_renew_hint')}</p> : null}
          </>
        )}
      </Shown>
      {trouble ? <TroubleNote trouble={trouble} /> : null}
    </section>
  );
}
