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
export type Rule = Schemas['Rule'];
export type Standing = Rule['standing'];
export type RuleList = Schemas['RuleList'];
export type RulePage = Schemas['RulePage'];
export type RuleExample = Schemas['RuleExample'];
export type FiringReturn = Schemas['Fired'];
export type RuleVersions = Schemas['VersionList'];
export type RuleChange = Schemas['RuleChange'];
/** An own rule as it was written: what is sent to keep it. */
export type Written = Omit<RuleChange, 'account_id' | 'note' | 'enabled'>;
/** Words in one text, which serves all three languages, or by language. */
export type Words = NonNullable<RuleChange['title']>;
export type TrialRequest = Schemas['TrialRequest'];
export type Trial = Schemas['TrialAnswer'];
export type Imported = Schemas['ImportAnswer'];
export type AccountList = Schemas['AccountList'];
export type Theme = Schemas['Theme'];
export type ThemeList = Schemas['ThemeList'];
export type Settings = Schemas['Settings'];
export type Webhook = Schemas['Webhook'];
export type SettingsChange = Schemas['SettingsChanges'];
export type CalendarState = Schemas['CalendarAddress'];
export type CalendarAddress = Schemas['NewCalendarAddress'];
export type WebhookTrial = Schemas['Trial'];

export type Changes = Schemas['ChangesAnswer'];
export type PackVersion = Schemas['PackVersion'];
export type WatchedSource = Schemas['WatchedPage'];
export type SourceList = Schemas['SourceList'];
