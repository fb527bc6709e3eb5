import type { JSX } from 'preact';
import { i18n } from '#i18n';
import type { Claim } from '../backend/shapes';
import { AboutRule, Left } from '../overlay/parts';
import { moment, schemeWord } from '../overlay/words';

export const WEEK = 7 * 24 * 60 * 60_000;

/** What waits for the seller, nearest first. */
export function DueList({ claims }: { claims: readonly Claim[] }): JSX.Element {
  if (claims.length === 0) return <p class="quiet">{i18n.t('panel_due_none')}</p>;
  return (
    <ul class="list">
      {claims.map((claim) => (
        <li key={claim.id}>
          <div class="row apart">
            <b>{claim.posting_number}</b>
            {claim.next_deadline ? <Left at={claim.next_deadline.at} /> : null}
          </div>
          <p class="small quiet">
            {[schemeWord(claim.scheme), claim.state_words ?? claim.state_name ?? claim.state]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p>{claim.product?.name}</p>
          {claim.next_deadline ? <p class="small quiet">{claim.line || moment(claim.next_deadline.at)}</p> : null}
          {claim.next_deadline?.rule_id ? <AboutRule rule={claim.next_deadline.rule_id} /> : null}
        </li>
      ))}
    </ul>
  );
}
