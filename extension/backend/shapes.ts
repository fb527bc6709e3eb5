import type { components } from './openapi';

/** What the backend answers, named as the parts of the extension speak of it; the shapes are the API document's own. */

type Schemas = components['schemas'];

export type Severity = Schemas['Finding']['severity'];
export type Money = Schemas['Money'];
export type LookupItem = Schemas['LookupItem'];
export type Finding = Schemas['Finding'];
export type Product = Schemas['OrderProduct'];
export type Order = Schemas['Order'];
export type Claim = Schemas['Return'];
export type Cancellation = Schemas['Cancellation'];
export type Fee = Schemas['Fee'];
export type Clock = Schemas['Deadline'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Card = Schemas['Card'];
export type MissingValue = Schemas['Gap'];
export type Suggestion = Schemas['Suggestion'];
export type Rendering = Schemas['RenderingAnswer'];
export type Health = Schemas['Health'];

/** What the dashboard reads and writes. */

export type Source = Schemas['Source'];
export type Standing = 'rule' | 'unconfirmed' | 'claim' | 'own';
export type AccountList = Schemas['AccountList'];

export interface Override {
  severity: Severity | null;
  note: string;
  version: number;
  changed_at: string;
  changed_by: string | null;
}

export interface Rule extends Omit<Schemas['Rule'], 'when' | 'reviewed_on'> {
  when: string | null;
  reviewed_on: string | null;
  /** Why an own rule cannot be read and judges nothing. */
  problem: string | null;
  standing: Standing;
  stale: boolean;
  claim: boolean;
  account_id: string | null;
  enabled: boolean;
  override: Override | null;
  version: number | null;
}

export interface RuleList {
  items: Rule[];
  next_cursor: string | null;
  pack: Schemas['Pack'];
}

export interface RuleExample {
  name: string;
  fires: boolean;
  facts: Record<string, unknown>;
}

export interface FiringReturn {
  posting_number: string;
  return_id: string;
  account_id: string;
  line: string;
  severity: Severity;
  deadline_at: string | null;
}

export interface RulePage extends Rule {
  examples: RuleExample[];
  firing: { count: number; tried: number; items: FiringReturn[] };
  /** An own rule as it was written. */
  written: Written | null;
}

/** Words in one text, which serves all three languages, or by language. */
export type Words = string | Partial<Record<'zh-CN' | 'ru' | 'en', string>>;

export interface Written {
  title?: Words;
  detail?: Words | null;
  remedy?: Words | null;
  when?: string | null;
  severity?: Severity;
  deadline?: RuleClock | null;
  schemes?: string[];
  states?: string[];
  template_purposes?: string[];
  examples?: Record<string, unknown>[];
}

export interface RuleVersion {
  version: number;
  changed_at: string;
  changed_by: string | null;
  note: string | null;
  body: Record<string, unknown> | null;
}

export interface RuleVersions {
  items: RuleVersion[];
  next_cursor: string | null;
}

export interface RuleClock {
  fact: string;
  hours: number;
  warn_hours: number;
}

/** An own rule as a whole, or what differs for a built-in one. */
export interface RuleChange extends Written {
  account_id?: string;
  enabled?: boolean;
  note?: string;
}

export interface TrialRequest {
  when: string;
  schemes?: string[];
  states?: string[];
  account_id?: string;
  limit?: number;
}

export interface TriedReturn {
  posting_number: string;
  return_id: string;
  account_id: string;
  scheme: string;
  state: string;
  created_at: string | null;
}

export interface Trial {
  tried: number;
  fires: number;
  unknown: number;
  missing: { fact: string; count: number }[];
  items: TriedReturn[];
  seconds: number;
}

export interface Imported {
  added: string[];
  changed: string[];
  unchanged: string[];
}

export interface PackVersion {
  version: string;
  reviewed_on: string;
  seen_at?: string;
}

export interface Changes {
  from: PackVersion | null;
  to: PackVersion;
  items: { rule_id: string; kind: 'added' | 'removed' | 'changed'; title: string; sentence: string }[];
  versions: PackVersion[];
}

export interface WatchedSource {
  address: string;
  rules: string[];
  seen: string;
  state: 'never' | 'unchanged' | 'changed' | 'unreadable' | 'not_watched';
  checked_at: string | null;
  changed_at: string | null;
  problem: string | null;
}

export interface SourceList {
  items: WatchedSource[];
  next_cursor: string | null;
  watch: { on: boolean; checked_at: string | null };
}

export interface Theme {
  id: string;
  title: string;
  about: string;
  rules: {
    id: string;
    title: string;
    detail: string;
    confidence: Finding['confidence'];
    standing: Standing;
    stale: boolean;
  }[];
  pages: { address: string; title: string; seen: string }[];
  places: { title: string; detail: string; address: string | null; seen: string }[];
  /** A buyer's reasons as Ozon shows them, by language. */
  reasons: { names: Record<string, string>; kind: string }[];
}

export interface ThemeList {
  items: Theme[];
}

export interface Settings extends Omit<Schemas['Settings'], 'policy_watch' | 'webhook'> {
  policy_watch?: boolean;
  webhook?: { host: string; on: boolean; last_delivered_at: string | null; problem: string | null } | null;
}

export interface SettingsChange {
  policy_watch?: boolean;
  webhook_url?: string | null;
}

export interface CalendarState {
  on: boolean;
  made_at: string | null;
}

export interface CalendarAddress {
  url: string;
  made_at: string;
}

export interface WebhookTrial {
  delivered: boolean;
  problem: string | null;
}
