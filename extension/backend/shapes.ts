/** What the backend answers, as the parts of the extension read it. Unknown fields beside these are ignored. */

export type Severity = 'blocker' | 'warning' | 'info';

export interface Money {
  amount: string;
  currency: string;
}

/** A limit on somebody's turn; `source` says who set it: Ozon, the page's own timer, or a published rule. */
export interface Clock {
  at: string;
  warn_at?: string | null;
  rule_id?: string | null;
  source?: string | null;
  line?: string | null;
}

export type LookupStatus = 'found' | 'not_found' | 'pending' | 'unavailable';

/** What one badge needs to know of one posting number. */
export interface LookupItem {
  posting_number: string;
  status: LookupStatus;
  reason?: string | null;
  scheme?: string | null;
  order_status?: string | null;
  severity?: Severity | null;
  findings_count?: number | null;
  next_deadline?: Clock | null;
  return_state?: string | null;
  return_id?: string | null;
  line?: string | null;
}

export interface Finding {
  rule_id: string;
  severity: Severity;
  title: string;
  detail?: string | null;
  remedy?: string | null;
  deadline_at?: string | null;
  warn_at?: string | null;
  confidence?: string | null;
  contradictions?: unknown;
  sources?: { address?: string | null; seen?: string | null }[] | null;
  template_purposes?: string[] | null;
  /** First and past-last position in code points. */
  span?: [number, number] | null;
}

export interface Product {
  sku?: string | null;
  offer_id?: string | null;
  name?: string | null;
  quantity?: number | null;
  price?: Money | null;
  /** What the buyer paid, in the buyer's currency. */
  customer_price?: Money | null;
}

export interface Order {
  posting_number: string;
  scheme?: string | null;
  status?: string | null;
  created_at?: string | null;
  delivered_at?: string | null;
  products?: Product[] | null;
}

export interface Claim {
  id: string;
  return_number?: string | null;
  state?: string | null;
  state_name?: string | null;
  reason?: { name?: string | null; kind?: string | null } | null;
  comment?: string | null;
  photos?: unknown[] | null;
  product?: Product | null;
  quantity?: number | null;
  created_at?: string | null;
  money?: { price?: Money | null; state_name?: string | null } | null;
}

export interface Cancellation {
  id?: string | null;
  state?: string | null;
  state_name?: string | null;
  reason?: string | null;
  comment?: string | null;
}

export interface Fee {
  type_id?: string | null;
  name?: string | null;
  /** Plus to the seller, minus from the seller. */
  accrued?: Money | null;
}

export interface TimelineEntry {
  at: string;
  kind?: string | null;
  line?: string | null;
  source?: string | null;
}

export interface Card {
  order: Order | null;
  returns: Claim[];
  cancellations: Cancellation[];
  fees: Fee[];
  findings: Finding[];
  deadlines: Clock[];
  timeline: TimelineEntry[];
  stale_since?: string | null;
}

export interface MissingValue {
  name: string;
  description?: string | null;
  example?: string | null;
}

export interface Suggestion {
  template: {
    id: string;
    name?: string | null;
    purpose?: string | null;
    use_when?: string | null;
    avoid_when?: string | null;
  };
  score?: number | null;
  why?: string[] | null;
  /** Russian, what the buyer reads; gaps stand as ⟦name⟧. */
  text: string;
  /** The same in the seller's language. */
  preview?: string | null;
  missing?: MissingValue[] | null;
}

export interface Rendering {
  text: string;
  missing?: MissingValue[] | null;
  findings?: Finding[] | null;
}

export interface Health {
  name: string;
  version: string;
  api: number;
  extension_min?: string | null;
}
