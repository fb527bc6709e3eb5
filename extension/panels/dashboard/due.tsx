import type { JSX } from 'preact';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import { DueList, WEEK } from '../due';
import { useLoaded } from './loaded';
import { Shown } from './states';

export function DueView(): JSX.Element {
  const loaded = useLoaded('due', () => ask('due', { due_before: new Date(Date.now() + WEEK).toISOString() }));
  return (
    <>
      <div class="row apart">
        <h2>{i18n.t('panel_due')}</h2>
        <button type="button" class="link" onClick={loaded.again}>
          {i18n.t('panel_refresh')}
        </button>
      </div>
      <Shown loaded={loaded}>{({ items }) => <DueList claims={items} />}</Shown>
    </>
  );
}
