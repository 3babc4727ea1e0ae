import { createRowKeeper, type RowKeeper, type SymbolInputs } from '../../../models/expressions/index.js';
import type { SharedMemory } from '../shared-memory.js';
import { type BaseRow, eligibleScores, writeTail } from './base-row.js';

/** Rows of some symbols of a base, one after another in one piece of memory. */
export interface RowBlock {
  readonly symbols: readonly number[];
  readonly rows: Float64Array;
}

/** Keeps a row of each symbol while it goes through the stages. */
export interface RowRecorder {
  /** An empty row for a symbol of so many bars. */
  start(symbol: number, bars: number): Float64Array;
  /** A row for a symbol whose first stage is known, with what that left in it. */
  goOn(symbol: number, row: Float64Array): Float64Array;
  /** What writes to a symbol's row during a stage. */
  keeperOf(row: Float64Array): RowKeeper;
  finish(row: Float64Array, inputs: SymbolInputs, score: Float64Array): void;
  /** All rows that were started. */
  blocks(): readonly RowBlock[];
}

const BLOCK_BYTES = 4 * 2 ** 20;

/** Rows that go into one block. */
export function rowsPerBlock({ width }: BaseRow): number {
  return Math.max(1, Math.floor(BLOCK_BYTES / (8 * width)));
}

/** A recorder for one thread. @param memory where the rows stand. */
export function createRowRecorder(layout: BaseRow, memory: SharedMemory): RowRecorder {
  const { width } = layout;
  const perBlock = rowsPerBlock(layout);
  const blocks: { readonly symbols: number[]; readonly rows: Float64Array }[] = [];
  let present: Float64Array = new Float64Array(0);
  const keeper = createRowKeeper(layout.kept, () => present);
  const emptyRow = (symbol: number): Float64Array => {
    let block = blocks.at(-1);
    if (block === undefined || block.symbols.length === perBlock) {
      const { buffer, byteOffset } = memory.take(8 * perBlock * width);
      block = { symbols: [], rows: new Float64Array(buffer, byteOffset, perBlock * width) };
      blocks.push(block);
    }
    const at = block.symbols.length * width;
    block.symbols.push(symbol);
    return block.rows.subarray(at, at + width);
  };
  return {
    start(symbol, bars) {
      const row = emptyRow(symbol);
      row[0] = bars;
      return row;
    },
    goOn(symbol, before) {
      const row = emptyRow(symbol);
      row.set(before);
      return row;
    },
    keeperOf(row) {
      present = row;
      return keeper;
    },
    finish(row, { bars: { time, close }, benchmarkClose = close, eligible }, score) {
      const scores = eligibleScores(score, eligible);
      writeTail(layout, row, { time, close, benchmark: benchmarkClose, score: scores });
    },
    blocks: () =>
      blocks.map(({ symbols, rows }) => ({ symbols, rows: rows.subarray(0, symbols.length * width) })),
  };
}
