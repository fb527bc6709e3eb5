import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Reply } from '../../backend/messages';
import type { Claim } from '../../backend/shapes';
import { DueList, WEEK } from '../due';
import { type Answer, useLoaded } from './loaded';
import { account } from './shop';
import { Shown } from './states';

const FRESH = 5 * 60_000;

/** Looked at for long, or again after a while, it is asked for again: a list of what is urgent must not be old. */
function useFresh(again: () => void): void {
  const renewed = useRef(again);
  renewed.current = again;
  useEffect(() => {
    let asked = Date.now();
    const look = (): void => {
      if (document.hidden || Date.now() - asked < FRESH) return;
      asked = Date.now();
      renewed.current();
    };
    const ticking = setInterval(look, FRESH / 10);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(ticking);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}

async function firstPages(pages: number, shop: { account_id?: string }): Promise<Answer<DuePages>> {
  const due_before = new Date(Date.now() + WEEK).toISOString();
  const items: Claim[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const reply: Reply<'due'> = await ask('due', { due_before, ...shop, ...(cursor ? { cursor } : {}) });
    if (!reply.ok) return reply;
    items.push(...reply.data.items);
    cursor = reply.data.next_cursor;
    if (cursor === null) break;
  }
  return { ok: true, data: { items, more: cursor !== null } };
}

interface DuePages {
  items: Claim[];
  more: boolean;
}

/** What waits for the seller in the coming week, of the chosen account, nearest first. */
export function DueView(): JSX.Element {
  const [pages, setPages] = useState(1);
  const shop = account.value;
  const loaded = useLoaded(JSON.stringify([shop, pages]), () => firstPages(pages, shop), { keep: true });
  useFresh(loaded.again);
  return (
    <>
      <div class="row apart">
        <h2>{i18n.t('panel_due')}</h2>
        <button type="button" class="link" onClick={loaded.again}>
          {i18n.t('panel_refresh')}
        </button>
      </div>
      <Shown loaded={loaded}>
        {({ items, more }) => (
          <>
            <DueList claims={items} />
            {more ? (
              <div>
                <button type="button" class="button" data-act="more" onClick={() => setPages(pages + 1)}>
                  {i18n.t('show_more')}
                </button>
              </div>
            ) : null}
          </>
        )}
      </Shown>
    </>
  );
}
