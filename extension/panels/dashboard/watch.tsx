import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import type { Settings, SourceList, WatchedSource } from '../../backend/shapes';
import { moment } from '../../overlay/words';
import { type Answer, useLoaded } from './loaded';
import { ruleHash } from './route';
import { Address } from './rule';
import { Shown, TroubleNote } from './states';

/** The policy watch: off until switched on; the pages that it reads, and what it saw there. */
export function Watch({
  settings,
  changed,
}: {
  settings: Settings;
  changed: (settings: Settings) => void;
}): JSX.Element {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const on = settings.policy_watch === true;
  const put = async (policy_watch: boolean): Promise<void> => {
    const reply = await ask('change_settings', { policy_watch });
    setTrouble(reply.ok ? null : reply);
    if (reply.ok) changed(reply.data);
  };
  return (
    <section data-part="watch">
      <h3>{i18n.t('watch_title')}</h3>
      <p class="quiet">{i18n.t('watch_about')}</p>
      <label class="tick">
        <input
          type="checkbox"
          name="policy_watch"
          checked={on}
          onChange={(event) => void put(event.currentTarget.checked)}
        />
        <span>{i18n.t('watch_on')}</span>
      </label>
      {trouble ? <TroubleNote trouble={trouble} /> : null}
      <WatchedPages on={on} />
    </section>
  );
}

const ORDER: readonly WatchedSource['state'][] = ['changed', 'unreadable', 'unchanged', 'never', 'not_watched'];

async function everySource(): Promise<Answer<SourceList>> {
  const items: WatchedSource[] = [];
  let cursor: string | undefined;
  for (;;) {
    const reply: Answer<SourceList> = await ask('policy_sources', cursor ? { cursor } : {});
    if (!reply.ok) return reply;
    items.push(...reply.data.items);
    if (!reply.data.next_cursor) return { ok: true, data: { ...reply.data, items } };
    cursor = reply.data.next_cursor;
  }
}

function WatchedPages({ on }: { on: boolean }): JSX.Element {
  const loaded = useLoaded(`sources ${on}`, everySource, { keep: true });
  return (
    <Shown loaded={loaded}>
      {({ items, watch }) => (
        <>
          {watch.checked_at ? <p class="small quiet">{i18n.t('watch_checked', [moment(watch.checked_at)])}</p> : null}
          <details>
            <summary>{i18n.t('watch_pages', [items.length])}</summary>
            <ul class="list" data-part="sources">
              {[...items]
                .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
                .map((source) => (
                  <SourceRow key={source.address} source={source} />
                ))}
            </ul>
          </details>
        </>
      )}
    </Shown>
  );
}

function SourceRow({ source }: { source: WatchedSource }): JSX.Element {
  const when = source.state === 'changed' ? source.changed_at : source.checked_at;
  return (
    <li>
      <Address address={source.address} />
      <p class="small">
        {[stateOf(source.state), when ? moment(when) : ''].filter(Boolean).join(' · ')}
        {source.problem ? <span class="quiet"> {source.problem}</span> : null}
      </p>
      <p class="small tags">
        {source.rules.map((id) => (
          <a key={id} class="link" href={ruleHash(id)}>
            {id}
          </a>
        ))}
      </p>
    </li>
  );
}

function stateOf(state: WatchedSource['state']): string {
  switch (state) {
    case 'changed':
      return i18n.t('source_changed');
    case 'unchanged':
      return i18n.t('source_unchanged');
    case 'unreadable':
      return i18n.t('source_unreadable');
    case 'not_watched':
      return i18n.t('source_not_watched');
    default:
      return i18n.t('source_never');
  }
}
