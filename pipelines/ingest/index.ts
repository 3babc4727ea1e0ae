export type { IngestContext } from './ingest.js';
export { ingest, ingestFingerprint } from './ingest.js';
export type { IngestOptions, IngestOptionsInput } from './options.js';
export { ingestOptionsSchema } from './options.js';
export type { FlagKind } from './flags/flag-bars.js';
export type { RejectionReason } from './rejections.js';
export type { IngestSummary } from './summary.js';
export { storedSummary } from './summary.js';
