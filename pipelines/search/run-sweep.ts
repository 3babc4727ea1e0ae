import type { ParameterValues } from '../../models/strategies/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { type WorkerBundle, workThrough } from '../workers/index.js';
import type { KeptSweep } from './kept-blocks.js';
import type {
  SweepBlock,
  SweepBlockResult,
  SweepFailure,
  SweepSetup,
  ToSweepWorker,
} from './sweep-messages.js';
import { cutBlocks, sumBlocks } from './blocks.js';

/** The code of a thread, from the folder of the pipelines. */
export const SWEEP_WORKER = 'search/sweep-worker.ts';

/** The symbols of a sweep. */
export type SweepInputs = Pick<LoadedInputs, 'symbols' | 'inputs'>;

export interface SweepOptions {
  readonly workers?: number;
  readonly kept?: KeptSweep;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What a sweep gave: one row per combination. */
export interface SweepTable {
  readonly combinations: readonly ParameterValues[];
  readonly sessions: Float64Array;
  /**
   * Mean over the accounts of each figure: [combination x figure], in the order of `FIGURES`; NaN unknown.
   */
  readonly figures: Float64Array;
  /** Equity of all accounts together: [combination x session]. */
  readonly equity: Float64Array;
  /** Blocks that an earlier, interrupted sweep had left. */
  readonly resumedBlocks: number;
  /** Symbols that could not be run, in their order. */
  readonly failures: readonly SweepFailure[];
}

/**
 * Runs every combination on every symbol, on all cores: each symbol in an account of its own, or all of
 * them in one.
 * @param bundle of `SWEEP_WORKER`, where the caller has asked for it already.
 * @throws Problem when cancelled, or when no symbol could be run.
 */
export async function runSweep(
  loaded: SweepInputs,
  setup: SweepSetup,
  options: SweepOptions = {},
  bundle?: WorkerBundle,
): Promise<SweepTable> {
  const { onProgress, signal } = options;
  const all = loaded.inputs.map((inputs, k) => ({ symbol: loaded.symbols[k], inputs }));
  const blocks = cutBlocks(all, setup);
  const kept = options.kept?.blocksOf(setup.combinations);
  const sums = sumBlocks(
    blocks.map(({ block }) => block),
    setup,
  );
  const open = blocks.filter(({ block }) => {
    const found = kept?.load(block);
    if (found) sums.add(found);
    return found === undefined;
  });
  const resumedBlocks = blocks.length - open.length;
  let done = resumedBlocks;
  await workThrough<SweepBlock, ToSweepWorker, SweepBlockResult>({
    entry: SWEEP_WORKER,
    bundle,
    tasks: open,
    workers: options.workers,
    setup: { type: 'setup', setup, panel: setup.account === 'portfolio' ? all : [] },
    request: (task) => ({ type: 'block', task }),
    onReply(result) {
      kept?.keep(result);
      sums.add(result);
      onProgress?.(++done, blocks.length);
    },
    signal,
    cancelled: () => new Problem('cancelled', 'the sweep was cancelled'),
  });
  options.kept?.forget();
  const { failures, ...table } = sums.table();
  const rank = new Map(loaded.symbols.map((symbol, k) => [symbol, k]));
  failures.sort((a, b) => (rank.get(a.symbol) ?? 0) - (rank.get(b.symbol) ?? 0));
  if (failures.length === all.length) {
    throw new Problem('input', `no symbol could be run: ${failures[0].symbol}: ${failures[0].message}`);
  }
  return { ...table, resumedBlocks, failures };
}
