import { type JSX, render } from 'preact';
import { i18n } from '#i18n';
import type { Ask } from '../backend/ask';
import type { Cancellation, Card, Claim, Fee, LookupItem, Order, Product } from '../backend/shapes';
import { caretOf, type Editor, isUsable, restore } from '../insertion/field';
import { unavailableLine } from './badges';
import { placePanel, type Rect } from './float';
import type { Layer } from './layer';
import { Bones, CloseButton, Fact, Findings, Left, trusted } from './parts';
import { moment, money, moscow, orderStatus, problemWords, reasonKind, schemeWord } from './words';

/** The order card: everything known of one posting, opened from its badge. */

export interface CardDeps {
  layer: Layer;
  ask: Ask;
  company(): string | undefined;
  item(number: string): LookupItem | undefined;
  /** The field in which one types, not to be covered. */
  typing(): Rect | null;
  reply(number: string): void;
  /** The editor that had the caret when the badge was clicked. */
  before: Editor | null;
}

export interface OpenCard {
  readonly number: string;
  close(): void;
  place(): void;
}

type State = { is: 'loading' } | { is: 'words'; words: string; more?: string } | { is: 'known'; card: Card };

export function openCard(number: string, badge: HTMLElement, deps: CardDeps, closed: () => void): OpenCard {
  const { layer, before } = deps;
  const caret = before && caretOf(before);
  const panel = layer.host.ownerDocument.createElement('div');
  panel.className = 'panel';
  panel.dataset.vozvrat = 'card';
  panel.tabIndex = -1;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', i18n.t('card_name', [number]));
  layer.tools.append(panel);
  let gone = false;

  const place = (): void => {
    if (!badge.isConnected || badge.hidden) return;
    panel.style.maxHeight = `${Math.round(layer.host.ownerDocument.documentElement.clientHeight * 0.85)}px`;
    placePanel(layer, panel, badge.getBoundingClientRect(), deps.typing(), ['right', 'below', 'left', 'above']);
  };
  const close = (): void => {
    if (gone) return;
    gone = true;
    const hadFocus = panel.matches(':focus-within');
    render(null, panel);
    panel.remove();
    if (hadFocus && before && caret && isUsable(before)) restore(before, caret);
    else if (hadFocus && badge.isConnected) badge.focus({ preventScroll: true });
    closed();
  };
  const draw = (state: State): void => {
    if (gone) return;
    render(<CardView number={number} state={state} close={close} reply={() => deps.reply(number)} />, panel);
    place();
  };

  panel.addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape') close();
  });
  draw({ is: 'loading' });
  panel.focus({ preventScroll: true });
  void load(number, deps).then(draw);
  return { number, close, place };
}

async function load(number: string, { ask, item, company }: CardDeps): Promise<State> {
  const known = item(number);
  if (known?.status === 'unavailable') {
    const words = known.line || unavailableLine(known.reason);
    return known.reason === 'no_account'
      ? { is: 'words', words, more: i18n.t('card_key_adds') }
      : { is: 'words', words };
  }
  if (known?.status === 'pending') return { is: 'words', words: i18n.t('badge_pending') };
  const id = company();
  const reply = await ask(
    'card',
    id === undefined ? { posting_number: number } : { posting_number: number, company_id: id },
  );
  if (reply.ok) return { is: 'known', card: reply.data };
  return { is: 'words', words: reply.detail ?? problemWords(reply.problem) };
}

interface ViewProps {
  number: string;
  state: State;
  close: () => void;
  reply: () => void;
}

function CardView({ number, state, close, reply }: ViewProps): JSX.Element {
  const order = state.is === 'known' ? state.card.order : null;
  return (
    <>
      <header>
        <div>
          <h2>{number}</h2>
          {order ? (
            <p class="small quiet">
              {[schemeWord(order.scheme), orderStatus(order.status)].filter(Boolean).join(' · ')}
            </p>
          ) : null}
        </div>
        <CloseButton close={close} />
      </header>
      {state.is === 'loading' ? <Bones /> : null}
      {state.is === 'words' ? (
        <>
          <p role="status">{state.words}</p>
          {state.more ? <p class="small quiet">{state.more}</p> : null}
        </>
      ) : null}
      {state.is === 'known' ? <Known card={state.card} /> : null}
      <footer>
        <button type="button" class="button main" data-act="reply" onClick={trusted(reply)}>
          {i18n.t('card_reply')}
        </button>
      </footer>
    </>
  );
}

function Known({ card }: { card: Card }): JSX.Element {
  return (
    <>
      {card.stale_since ? <p class="small quiet">{i18n.t('card_stale', [moment(card.stale_since)])}</p> : null}
      <Products order={card.order} />
      {card.findings.length > 0 ? (
        <section aria-label={i18n.t('card_findings')}>
          <Findings findings={card.findings} />
        </section>
      ) : (
        <p class="small quiet">{i18n.t('badge_nothing')}</p>
      )}
      <Clocks card={card} />
      {card.returns.map((claim) => (
        <ReturnPart key={claim.id} claim={claim} />
      ))}
      {card.cancellations.map((cancellation, at) => (
        <CancellationPart key={cancellation.id ?? at} cancellation={cancellation} />
      ))}
      <MoneyPart order={card.order} fees={card.fees} />
      <TimelinePart card={card} />
    </>
  );
}

function Products({ order }: { order: Order | null }): JSX.Element {
  return (
    <>
      {(order?.products ?? []).map((product, at) => (
        <p key={product.sku ?? at}>
          {product.name}
          {(product.quantity ?? 1) > 1 ? ` × ${product.quantity}` : ''}
        </p>
      ))}
    </>
  );
}

function Clocks({ card }: { card: Card }): JSX.Element | null {
  if (card.deadlines.length === 0) return null;
  return (
    <section>
      <h3>{i18n.t('card_clocks')}</h3>
      {card.deadlines.map((clock) => (
        <div key={`${clock.rule_id}-${clock.at}`} title={i18n.t('time_moscow', [moscow(clock.at)])}>
          <Left at={clock.at} /> <span>{clock.line || moment(clock.at)}</span>
          {/* The line tells the seller's own hour; where Moscow's is another, it stands below. */}
          {clock.local ? <p class="small quiet">{clock.moscow}</p> : null}
        </div>
      ))}
    </section>
  );
}

function ReturnPart({ claim }: { claim: Claim }): JSX.Element {
  const photos = claim.photos?.length ?? 0;
  return (
    <section>
      <h3>{claim.return_number ? i18n.t('card_return_number', [claim.return_number]) : i18n.t('card_return')}</h3>
      <dl>
        <Fact name={i18n.t('card_state')}>{claim.state_words ?? claim.state_name ?? claim.state}</Fact>
        <Fact name={i18n.t('card_reason')}>
          {[claim.reason?.name, reasonKind(claim.reason?.kind)].filter(Boolean).join(' · ')}
        </Fact>
        <Fact name={i18n.t('card_requested')}>{claim.created_at ? moment(claim.created_at) : i18n.t('unknown')}</Fact>
        <Fact name={i18n.t('card_photos')}>{photos > 0 ? photos : null}</Fact>
        <Fact name={i18n.t('card_price')}>{claim.money?.price ? money(claim.money.price) : null}</Fact>
        <Fact name={i18n.t('card_refund')}>{claim.money?.state_name}</Fact>
      </dl>
      {claim.comment ? <blockquote>{claim.comment}</blockquote> : null}
    </section>
  );
}

function CancellationPart({ cancellation }: { cancellation: Cancellation }): JSX.Element {
  return (
    <section>
      <h3>{i18n.t('card_cancellation')}</h3>
      <dl>
        <Fact name={i18n.t('card_state')}>{cancellation.state_name ?? cancellation.state}</Fact>
        <Fact name={i18n.t('card_reason')}>{cancellation.reason}</Fact>
      </dl>
      {cancellation.comment ? <blockquote>{cancellation.comment}</blockquote> : null}
    </section>
  );
}

function MoneyPart({ order, fees }: { order: Order | null; fees: readonly Fee[] }): JSX.Element | null {
  const products = (order?.products ?? []).filter((product) => product.price ?? product.customer_price);
  if (products.length === 0 && fees.length === 0) return null;
  return (
    <section>
      <h3>{i18n.t('card_money')}</h3>
      <dl>
        {products.map((product, at) => (
          <Fact key={product.sku ?? at} name={products.length > 1 ? (product.sku ?? '') : i18n.t('card_price')}>
            {product.price ? money(product.price) : null}
            {paidOtherwise(product) && product.customer_price
              ? ` (${i18n.t('card_buyer_paid', [money(product.customer_price)])})`
              : ''}
          </Fact>
        ))}
      </dl>
      {fees.length > 0 ? (
        <details>
          <summary>{i18n.t('card_fees', [fees.length])}</summary>
          <dl>
            {fees.map((fee, at) => (
              <Fact key={`${fee.type_id}-${at}`} name={fee.name ?? fee.type_id ?? ''}>
                {fee.accrued ? money(fee.accrued) : null}
              </Fact>
            ))}
          </dl>
        </details>
      ) : null}
    </section>
  );
}

function paidOtherwise({ price, customer_price: paid }: Product): boolean {
  return price?.amount !== paid?.amount || price?.currency !== paid?.currency;
}

function TimelinePart({ card }: { card: Card }): JSX.Element | null {
  if (card.timeline.length === 0) return null;
  return (
    <details>
      <summary>{i18n.t('card_timeline', [card.timeline.length])}</summary>
      {card.timeline.map((entry, at) => (
        <p key={`${entry.at}-${at}`} class="small">
          <span class="quiet">{moment(entry.at)}</span> {entry.line ?? entry.kind}
        </p>
      ))}
    </details>
  );
}
