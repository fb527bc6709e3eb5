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
