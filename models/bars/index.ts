export type { Action, Adjustment } from './adjust.js';
export { adjustBars } from './adjust.js';
export { alignBenchmark } from './align-benchmark.js';
export type { BarColumn, Bars, Interval } from './bars.js';
export { BAR_COLUMNS, barCount, sliceBars } from './bars.js';
export { epochDay, epochDayToTime, isoDate, parseIsoDate } from './session-date.js';
export type { TimeInterval } from './eligible-bars.js';
export { eligibleBars } from './eligible-bars.js';
