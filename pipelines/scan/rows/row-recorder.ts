import { createRowKeeper, type RowKeeper, type SymbolInputs } from '../../../models/expressions/index.js';
import { createChunkMemory } from '../chunk-memory.js';
import { type BaseRow, eligibleScores, writeTail } from './base-row.js';

/** Rows of the symbols that a thread computed, for a base. */
export interface RecordedRows {
  readonly symbols: readonly number[];
  readonly rows: readonly Float64Array[];
}

/** Keeps a row of each symbol while it goes through the stages. */
export interface RowRecorder {
  /** An empty row for a symbol of so many bars. */
  start(bars: number): Float64Array;
  /** What writes to a symbol's row during a stage. */
  keeperOf(row: Float64Array): RowKeeper;
  finish(symbol: number, row: Float64Array, inputs: SymbolInputs, score: Float64Array): void;
  recorded(): RecordedRows;
  /** The memory that the rows are in. */
  readonly buffers: readonly ArrayBuffer[];
}

/** A recorder for one thread. */
export function createRowRecorder(layout: BaseRow): RowRecorder {
  const memory = createChunkMemory();
  const symbols: number[] = [];
  const rows: Float64Array[] = [];
  let present: Float64Array = new Float64Array(0);
  const keeper = createRowKeeper(layout.kept, () => present);
  return {
    start(bars) {
      const { buffer, byteOffset } = memory.take(8 * layout.width);
      const row = new Float64Array(buffer, byteOffset, layout.width);
      row[0] = bars;
      return row;
    },
    keeperOf(row) {
      present = row;
      return keeper;
    },
    finish(symbol, row, { bars: { time, close }, benchmarkClose = close, eligible }, score) {
      const scores = eligibleScores(score, eligible);
      writeTail(layout, row, { time, close, benchmark: benchmarkClose, score: scores });
      symbols.push(symbol);
      rows.push(row);
    },
    recorded: () => ({ symbols, rows }),
    buffers: memory.buffers,
  };
}
