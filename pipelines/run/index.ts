export { codeVersion } from './code-version.js';
export type { NightlyOptions, NightlySummary } from './nightly.js';
export { runNightly } from './nightly.js';
export { plannedStages } from './planned-stages.js';
export type { RunStamp } from './run-stamp.js';
export { newRunId, runStamp } from './run-stamp.js';
export type { SourceContext } from './source-database.js';
export { openSourceDatabase } from './source-database.js';
