import { type Call, get, post, put, remove } from './calls';
import { day, fields, flag, id, many, maybe, ruleId, text, word } from './checks';
import type { paths } from './openapi';
import type {
  AccountList,
  CalendarAddress,
  CalendarState,
  Changes,
  Imported,
  Rule,
  RuleChange,
  RuleList,
  RulePage,
  RuleVersions,
  Settings,
  SettingsChange,
  SourceList,
  ThemeList,
  Trial,
  TrialRequest,
  WebhookTrial,
} from './shapes';

/** What the dashboard alone may ask: the rules, what is learnt, and the settings that go with them. */

type RulesQuery = NonNullable<paths['/api/v1/policy/rules']['get']['parameters']['query']>;
/** What the list of rules may be narrowed to, word by word. */
export const NARROWED = {
  kind: ['check', 'fact'],
  scheme: ['fbo', 'fbs', 'rfbs', 'fbp'],
  confidence: ['high', 'medium', 'low'],
  standing: ['rule', 'unconfirmed', 'claim', 'own'],
} as const satisfies { [K in keyof RulesQuery]?: readonly RulesQuery[K][] };

export type RuleFilter = Omit<RulesQuery, 'limit'>;

interface OfRule {
  rule_id: string;
  account_id?: string;
}

type Nothing = Record<string, never>;

export interface DeskAsked {
  rules: RuleFilter;
  rule: OfRule;
  rule_versions: OfRule;
  keep_rule: { rule_id: string; rule: RuleChange };
  drop_rule: OfRule;
  try_rule: TrialRequest;
  export_rules: { account_id?: string; ids?: string[] };
  import_rules: { yaml: string; account_id?: string; dry_run: boolean };
  policy_changes: { from?: string; to?: string };
  policy_sources: { cursor?: string };
  themes: Nothing;
  accounts: Nothing;
  settings: Nothing;
  change_settings: SettingsChange;
  calendar: Nothing;
  renew_calendar: Nothing;
  stop_calendar: Nothing;
  try_webhook: Nothing;
}

export interface DeskAnswered {
  rules: RuleList;
  rule: RulePage;
  rule_versions: RuleVersions;
  keep_rule: Rule;
  drop_rule: unknown;
  try_rule: Trial;
  export_rules: { yaml: string };
  import_rules: Imported;
  policy_changes: Changes;
  policy_sources: SourceList;
  themes: ThemeList;
  accounts: AccountList;
  settings: Settings;
  change_settings: Settings;
  calendar: CalendarState;
  renew_calendar: CalendarAddress;
  stop_calendar: unknown;
  try_webhook: WebhookTrial;
}

interface DeskRow<K extends keyof DeskAsked> {
  from: readonly ['own'];
  valid(body: unknown): body is DeskAsked[K];
  call(body: DeskAsked[K]): Call;
  largest?: number;
}

/** Rules that others passed on come as one text. */
const LARGEST_IMPORT = 600_000;

const nothing = (body: unknown): body is Nothing => fields(body, []);
const ofRule = (body: unknown): body is OfRule =>
  fields(body, ['rule_id', 'account_id']) && ruleId(body.rule_id) && maybe(body.account_id, id);

const FILTERS = ['q', 'theme', 'kind', 'scheme', 'confidence', 'standing', 'stale', 'account_id', 'cursor'];
const RULE_FIELDS = [
  'account_id',
  'title',
  'detail',
  'remedy',
  'when',
  'severity',
  'deadline',
  'schemes',
  'states',
  'template_purposes',
  'examples',
  'note',
  'enabled',
];

const RULE = '/api/v1/policy/rules/{rule_id}';
const of = ({ rule_id, ...query }: OfRule) => ({ params: { path: { rule_id }, query } });

export const deskTable: { readonly [K in keyof DeskAsked]: DeskRow<K> } = {
  rules: {
    from: ['own'],
    valid: (body): body is RuleFilter =>
      fields(body, FILTERS) &&
      maybe(body.q, (q) => text(q, 100)) &&
      maybe(body.stale, flag) &&
      maybe(body.account_id, id) &&
      maybe(body.cursor, (cursor) => text(cursor, 500)) &&
      maybe(body.theme, word) &&
      Object.entries(NARROWED).every(([name, words]) =>
        maybe(body[name], (given) => words.some((one) => one === given)),
      ),
    call: (filter) => get('/api/v1/policy/rules', { params: { query: { limit: 200, ...filter } } }),
  },
  rule: { from: ['own'], valid: ofRule, call: (body) => get(RULE, of(body)) },
  rule_versions: { from: ['own'], valid: ofRule, call: (body) => get(`${RULE}/versions`, of(body)) },
  keep_rule: {
    from: ['own'],
    valid: (body): body is DeskAsked['keep_rule'] =>
      fields(body, ['rule_id', 'rule']) && ruleId(body.rule_id) && fields(body.rule, RULE_FIELDS),
    call: ({ rule_id, rule }) => put(RULE, { params: { path: { rule_id } }, body: rule }),
  },
  drop_rule: { from: ['own'], valid: ofRule, call: (body) => remove(RULE, of(body)) },
  try_rule: {
    from: ['own'],
    valid: (body): body is TrialRequest =>
      fields(body, ['when', 'schemes', 'states', 'account_id', 'limit']) &&
      text(body.when, 5_000) &&
      maybe(body.schemes, (schemes) => many(schemes, word)) &&
      maybe(body.states, (states) => many(states, word)) &&
      maybe(body.account_id, id) &&
      maybe(body.limit, (limit) => typeof limit === 'number'),
    call: (body) => post('/api/v1/policy/trials', { body }),
  },
  export_rules: {
    from: ['own'],
    valid: (body): body is DeskAsked['export_rules'] =>
      fields(body, ['account_id', 'ids']) && maybe(body.account_id, id) && maybe(body.ids, (ids) => many(ids, ruleId)),
    call: (body) => post('/api/v1/policy/rules/exports', { body }),
  },
  import_rules: {
    from: ['own'],
    largest: LARGEST_IMPORT,
    valid: (body): body is DeskAsked['import_rules'] =>
      fields(body, ['yaml', 'account_id', 'dry_run']) &&
      text(body.yaml, LARGEST_IMPORT) &&
      maybe(body.account_id, id) &&
      flag(body.dry_run),
    call: (body) => post('/api/v1/policy/rules/imports', { body }),
  },
  policy_changes: {
    from: ['own'],
    valid: (body): body is DeskAsked['policy_changes'] =>
      fields(body, ['from', 'to']) && maybe(body.from, day) && maybe(body.to, day),
    call: (body) => get('/api/v1/policy/changes', { params: { query: body } }),
  },
  policy_sources: {
    from: ['own'],
    valid: (body): body is DeskAsked['policy_sources'] =>
      fields(body, ['cursor']) && maybe(body.cursor, (cursor) => text(cursor, 500)),
    call: (body) => get('/api/v1/policy/sources', { params: { query: { limit: 200, ...body } } }),
  },
  themes: { from: ['own'], valid: nothing, call: () => get('/api/v1/policy/themes', {}) },
  accounts: { from: ['own'], valid: nothing, call: () => get('/api/v1/accounts', {}) },
  settings: { from: ['own'], valid: nothing, call: () => get('/api/v1/settings', {}) },
  change_settings: {
    from: ['own'],
    valid: (body): body is SettingsChange =>
      fields(body, ['policy_watch', 'webhook_url']) &&
      maybe(body.policy_watch, flag) &&
      maybe(body.webhook_url, (url) => url === null || text(url, 2_000)),
    call: (body) => put('/api/v1/settings', { body }),
  },
  calendar: { from: ['own'], valid: nothing, call: () => get('/api/v1/deadlines/address', {}) },
  renew_calendar: { from: ['own'], valid: nothing, call: () => post('/api/v1/deadlines/address', {}) },
  stop_calendar: { from: ['own'], valid: nothing, call: () => remove('/api/v1/deadlines/address', {}) },
  try_webhook: { from: ['own'], valid: nothing, call: () => post('/api/v1/settings/webhook/trials', {}) },
};
