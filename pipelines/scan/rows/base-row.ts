import { type KeptRows, keptRows, type Program } from '../../../models/expressions/index.js';

/**
 * Last bars of each symbol that a base remembers: far more than the longest horizon, because a symbol that seldom
 * trades brings outcomes of long ago, and their session is summed afresh over all symbols. With 192, one symbol of
 * us_wide was too late every night; with 256 none.
 */
export const TAIL_BARS = 256;

/** The last bars of a symbol as far as outcomes and records go: adjusted closes, the latest bar last. */
export interface Tail {
  readonly time: Float64Array;
  readonly close: Float64Array;
  readonly benchmark: Float64Array;
  /** NaN on bars on which the symbol was not eligible. */
  readonly score: Float64Array;
}

/** How a symbol's row of a base is laid out: the end of its evaluation, then its tail. */
export interface BaseRow {
  readonly kept: KeptRows;
  /** Numbers in a row. */
  readonly width: number;
}

/**
 * Beyond this no rows are kept: of the 5,126 symbols of us_wide they take 210 MB, which costs the cold scan more than
 * it may, and reading them back saves a quarter of the next one.
 */
const MOST_BYTES = 64 * 2 ** 20;
const TAIL_COLUMNS = ['time', 'close', 'benchmark', 'score'] as const;

/** The row of a program's symbols; undefined when the program cannot be extended or has no score. */
export function baseRow(program: Program): BaseRow | undefined {
  const kept = program.outputs.some(({ name }) => name === 'score') ? keptRows(program) : undefined;
  return kept && { kept, width: kept.width + TAIL_COLUMNS.length * TAIL_BARS };
}

/** Whether the rows of so many symbols are worth their room. */
export function isWorthKeeping({ width }: BaseRow, symbols: number): boolean {
  return 8 * width * symbols <= MOST_BYTES;
}

/** Writes the last values of whole columns as the tail of a row. */
export function writeTail({ kept }: BaseRow, row: Float64Array, columns: Tail): void {
  const count = Math.min(columns.time.length, TAIL_BARS);
  TAIL_COLUMNS.forEach((name, c) => {
    const end = kept.width + (c + 1) * TAIL_BARS;
    row.set(columns[name].subarray(columns[name].length - count), end - count);
  });
}

/** The tail of a row, as views. Its first number is how many bars the symbol has had. */
export function readTail({ kept }: BaseRow, row: Float64Array): Tail {
  const count = Math.min(row[0], TAIL_BARS);
  const [time, close, benchmark, score] = TAIL_COLUMNS.map((_, c) => {
    const end = kept.width + (c + 1) * TAIL_BARS;
    return row.subarray(end - count, end);
  });
  return { time, close, benchmark, score };
}

/** Numbers that the tail of a row and so many further bars take together. */
export function tailRoom(row: Float64Array, added: number): number {
  return TAIL_COLUMNS.length * (Math.min(row[0], TAIL_BARS) + added);
}

/** Scores where a symbol was eligible, NaN elsewhere. */
export function eligibleScores(score: Float64Array, eligible: Uint8Array | undefined): Float64Array {
  return eligible === undefined ? score : score.map((value, i) => (eligible[i] === 1 ? value : Number.NaN));
}
