import { FIGURES } from '../../models/statistics/index.js';
import type {
  SweepBlock,
  SweepBlockResult,
  SweepFailure,
  SweepSetup,
  SweptSymbol,
} from './sweep-messages.js';

/** The work is cut into so many blocks, however many threads there are: sums come out the same. */
const BLOCKS = 16;

/** Adds up the blocks of a sweep as they come. */
export interface BlockSums {
  /** Takes a block, in whatever order they arrive; its arrays are not kept longer than needed. */
  add(result: SweepBlockResult): void;
  /** Once all have come: mean of each figure over the accounts, and their equity together. */
  table(): {
    readonly combinations: SweepSetup['combinations'];
    readonly sessions: Float64Array;
    readonly figures: Float64Array;
    readonly equity: Float64Array;
    readonly failures: SweepFailure[];
  };
}

/** Cuts a sweep into blocks: of symbols, or, where all of them are in one account, of combinations. */
export function cutBlocks(all: readonly SweptSymbol[], { account, combinations }: SweepSetup): SweepBlock[] {
  return account === 'portfolio' ? combinationBlocks(combinations.length) : symbolBlocks(all);
}

/**
 * Sums of blocks in the order in which they are named, whichever comes first: the same to the last bit with
 * any number of threads. A block that is early waits for those before it.
 */
export function sumBlocks(order: readonly number[], { combinations, sessions }: SweepSetup): BlockSums {
  const figures = new Float64Array(combinations.length * FIGURES.length);
  const counts = new Float64Array(figures.length);
  const equity = new Float64Array(combinations.length * sessions.length);
  const failures: SweepFailure[] = [];
  const early = new Map<number, SweepBlockResult>();
  let due = 0;
  return {
    add(result) {
      early.set(result.block, result);
      for (let next = early.get(order[due]); next !== undefined; next = early.get(order[due])) {
        early.delete(order[due++]);
        const firstFigure = next.from * FIGURES.length;
        addTo(figures, firstFigure, next.figureSums);
        addTo(counts, firstFigure, next.figureCounts);
        addTo(equity, next.from * sessions.length, next.equity);
        failures.push(...next.failures);
      }
    },
    table() {
      if (due < order.length) throw new Error(`sumBlocks: block ${order[due]} has not come`);
      const means = figures.map((sum, k) => (counts[k] === 0 ? Number.NaN : sum / counts[k]));
      return { combinations, sessions, figures: means, equity, failures };
    },
  };
}

function addTo(sums: Float64Array, from: number, values: Float64Array): void {
  for (let k = 0; k < values.length; k++) sums[from + k] += values[k];
}

function symbolBlocks(all: readonly SweptSymbol[]): SweepBlock[] {
  return Array.from({ length: BLOCKS }, (_, block) => ({
    block,
    symbols: all.filter((_, k) => k % BLOCKS === block),
  })).filter(({ symbols }) => symbols.length > 0);
}

function combinationBlocks(count: number): SweepBlock[] {
  return Array.from({ length: BLOCKS }, (_, block) => ({
    block,
    from: Math.floor((block * count) / BLOCKS),
    to: Math.floor(((block + 1) * count) / BLOCKS),
  })).filter(({ from, to }) => to > from);
}
