import type { JSX } from 'preact';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import { Calendar } from './calendar';
import { PackChanges } from './changes';
import { useLoaded } from './loaded';
import { Shown } from './states';
import { Watch } from './watch';
import { Webhook } from './webhook';

/** What Vozvrat does outside the page: calendar, webhook, and reading Ozon's pages again. */
export function SettingsView(): JSX.Element {
  const loaded = useLoaded('settings', () => ask('settings', {}));
  return (
    <>
      <h2>{i18n.t('tab_settings')}</h2>
      {/* All below the one answer: where nobody answers, that is said once. */}
      <Shown loaded={loaded}>
        {(settings) => (
          <>
            <Calendar />
            <Webhook settings={settings} changed={loaded.put} />
            <Watch settings={settings} changed={loaded.put} />
            <PackChanges />
          </>
        )}
      </Shown>
    </>
  );
}
