/**
 * The facts that a condition may ask for, by their blocks. The first of a block come with the data; those worked out
 * from them stand after. A test holds this list to the API's own document.
 */

export type FactKind = 'text' | 'time' | 'number' | 'count' | 'flag' | 'list';

export interface Fact {
  /** As a condition writes it: `f.return.state`. */
  path: string;
  kind: FactKind;
}

type Names = Record<string, FactKind>;

const BLOCKS: Record<string, Names> = {
  seller: {
    cross_border: 'flag',
    currency: 'text',
    subscription: 'text',
    key_expires_at: 'time',
    error_index_percent: 'number',
    return_address_set: 'flag',
    disposal_default_set: 'flag',
    compensation_unit: 'text',
  },
  order: {
    posting_number: 'text',
    order_number: 'text',
    scheme: 'text',
    status: 'text',
    created_at: 'time',
    paid_at: 'time',
    handed_over_at: 'time',
    delivered_from: 'time',
    delivered_at: 'time',
    tracking_number: 'text',
    cancelled_after_ship: 'flag',
  },
  product: {
    sku: 'text',
    offer_id: 'text',
    name: 'text',
    category: 'text',
    price: 'number',
    price_currency: 'text',
    price_rub: 'number',
    technically_complex: 'flag',
    made_to_order: 'flag',
    digital: 'flag',
    warranty_days: 'count',
    quantity: 'count',
    group: 'text',
    individual: 'flag',
    window_days: 'count',
  },
  return: {
    id: 'text',
    return_number: 'text',
    state: 'text',
    group_state: 'text',
    type: 'text',
    created_at: 'time',
    state_changed_at: 'time',
    answer_due_at: 'time',
    'reason.id': 'text',
    'reason.name': 'text',
    'reason.kind': 'text',
    'reason.is_defect': 'flag',
    comment: 'text',
    photos: 'count',
    available_actions: 'list',
    rejection_reasons: 'list',
    offers_made: 'count',
    offer_declined_at: 'time',
    rejected_at: 'time',
    sent_at: 'time',
    received_at: 'time',
    arrived_at_pickup: 'time',
    storage_paid_from: 'time',
    disposal_at: 'time',
    return_shipping_rub: 'number',
    hours_open: 'number',
    days_after_delivery: 'number',
    days_after_delivery_at_most: 'number',
    defective: 'flag',
    at_fault: 'flag',
    closed: 'flag',
    decided: 'flag',
    disputed: 'flag',
    asked_after_handover: 'flag',
    goods_received: 'flag',
    lost: 'flag',
    in_warranty: 'flag',
    surely_in_warranty: 'flag',
    covered_by_warranty: 'flag',
    past_window: 'flag',
    in_check: 'flag',
  },
  cancellation: {
    id: 'text',
    state: 'text',
    initiator: 'text',
    auto_approve_at: 'time',
    reason: 'text',
    created_at: 'time',
    lost: 'flag',
  },
  chat: {
    id: 'text',
    status: 'text',
    last_buyer_message_at: 'time',
    unread: 'count',
  },
  draft: {
    kind: 'text',
    action_id: 'text',
    amount: 'number',
    amount_currency: 'text',
    amount_rub: 'number',
    postage: 'number',
    postage_currency: 'text',
    postage_rub: 'number',
    rejection_reason_id: 'text',
    comment: 'text',
    purpose: 'text',
    text: 'text',
    evidence: 'list',
    given: 'flag',
    rejects: 'flag',
    offers: 'flag',
    lacks_ground: 'flag',
    action_offered: 'flag',
    has_packing_video: 'flag',
    evidence_missing: 'flag',
    answers_cancellation: 'flag',
    promises_to_cancel: 'flag',
    rests_on_a_receipt: 'flag',
    has_gap: 'flag',
    in_chinese: 'flag',
    carries_sum: 'flag',
    pays_postage: 'flag',
    postage_short: 'flag',
    offer_too_small: 'flag',
    offer_too_large: 'flag',
    above_price: 'flag',
    unit_unknown: 'flag',
    incomparable: 'flag',
    lacks_evidence: 'flag',
    lacks_weight_record: 'flag',
    lacks_photos: 'flag',
    lacks_expert_report: 'flag',
    not_below_price: 'flag',
  },
};

export const FACTS: readonly Fact[] = [
  { path: 'f.now', kind: 'time' },
  ...Object.entries(BLOCKS).flatMap(([block, names]) =>
    Object.entries(names).map(([name, kind]) => ({ path: `f.${block}.${name}`, kind })),
  ),
];

/** The times from which a clock can be counted. */
export const TIMES: readonly string[] = FACTS.filter(({ kind, path }) => kind === 'time' && path !== 'f.now').map(
  ({ path }) => path.slice(2),
);

/** The piece of a fact's name before the caret, or null where none is being written. */
export function begun(text: string, caret: number): string | null {
  const outside = text.slice(0, caret).replace(/"[^"]*"|'[^']*'/g, '""');
  if (/["']/.test(outside.replaceAll('""', ''))) return null;
  return /(?<![\w.])f\.[\w.]*$/.exec(outside)?.[0] ?? null;
}

/** The facts that a piece may become, those that begin with it first. */
export function completions(piece: string, most = 12): Fact[] {
  const sought = piece.slice(2).toLowerCase();
  const first = FACTS.filter(({ path }) => path.startsWith(piece));
  const others = sought ? FACTS.filter(({ path }) => !path.startsWith(piece) && path.includes(sought)) : [];
  return [...first, ...others].filter(({ path }) => path !== piece).slice(0, most);
}

/** The text with a fact in place of the piece before the caret, and where the caret then stands. */
export function completed(text: string, caret: number, path: string): { text: string; caret: number } {
  const start = caret - (begun(text, caret)?.length ?? 0);
  return { text: text.slice(0, start) + path + text.slice(caret), caret: start + path.length };
}

/** The line of an expression that holds a place, and the same place within it, both in code points. */
export function lineAt(expression: string, place: number): { line: string; column: number } {
  const letters = [...expression];
  const at = Math.min(Math.max(place, 0), letters.length);
  const start = letters.lastIndexOf('\n', at - 1) + 1;
  const past = letters.indexOf('\n', at);
  return { line: letters.slice(start, past < 0 ? undefined : past).join(''), column: at - start };
}

/** Facts as a condition names them, one to a line: `f.return.photos = 2`. */
export function factLines(facts: Record<string, unknown>, path = 'f'): string[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? factLines(value as Record<string, unknown>, `${path}.${name}`)
      : [`${path}.${name} = ${JSON.stringify(value)}`],
  );
}
