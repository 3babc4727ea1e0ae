export type { BaseRow, Tail } from './base-row.js';
export {
  baseRow,
  eligibleScores,
  isWorthKeeping,
  readTail,
  TAIL_BARS,
  tailRoom,
  writeTail,
} from './base-row.js';
export type { RowBlock } from './row-recorder.js';
export { createRowRecorder, rowsPerBlock } from './row-recorder.js';
