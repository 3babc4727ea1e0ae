export type { BaseRow, Tail } from './base-row.js';
export { baseRow, eligibleScores, readTail, TAIL_BARS, writeTail } from './base-row.js';
export type { RecordedRows } from './row-recorder.js';
export { createRowRecorder } from './row-recorder.js';
