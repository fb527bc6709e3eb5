import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import type { RulePage } from '../../backend/shapes';
import { useBusy } from './busy';
import { editHash } from './route';
import { shopName } from './shop';
import { TroubleNote } from './states';

function holdsFor(shop: string | null): string {
  if (shop === null) return i18n.t('own_every_shop');
  return shopName(shop) ? i18n.t('own_for_shop', [shopName(shop)]) : i18n.t('own_one_shop');
}

/** What can be done with a rule of the seller's own: changed, or taken back after a second word. */
export function Own({ rule }: { rule: RulePage }): JSX.Element {
  const [sure, setSure] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, run] = useBusy();
  const drop = async (): Promise<void> => {
    const asked = { rule_id: rule.id, ...(rule.account_id ? { account_id: rule.account_id } : {}) };
    const reply = await ask('drop_rule', asked);
    if (reply.ok) location.hash = '#/rules';
    else setTrouble(reply);
  };
  return (
    <section data-part="own">
      <h3>{i18n.t('own_title')}</h3>
      <p class="small quiet">{holdsFor(rule.account_id)}</p>
      <div class="row">
        <a class="button" href={editHash(rule.id)}>
          {i18n.t('own_edit')}
        </a>
        {sure ? (
          <>
            <button type="button" class="button" data-act="drop" disabled={busy} onClick={() => run(drop)}>
              {i18n.t('own_drop_sure')}
            </button>
            <button type="button" class="link" onClick={() => setSure(false)}>
              {i18n.t('cancel')}
            </button>
          </>
        ) : (
          <button type="button" class="link" data-act="drop" onClick={() => setSure(true)}>
            {i18n.t('own_drop')}
          </button>
        )}
      </div>
      {trouble ? <TroubleNote trouble={trouble} /> : null}
    </section>
  );
}
