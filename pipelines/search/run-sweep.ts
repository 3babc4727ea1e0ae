import { availableParallelism } from 'node:os';
import { FIGURES } from '../../models/statistics/index.js';
import type { ParameterValues } from '../../models/strategies/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { startWorkers } from '../workers/index.js';
import type { KeptBlocks } from './kept-blocks.js';
import type { SweepBlockResult, SweepSetup, ToSweepWorker } from './sweep-messages.js';

/** Symbols are cut into so many blocks, however many threads there are: sums come out the same. */
const BLOCKS = 16;

export interface SweepOptions {
  readonly workers?: number;
  readonly kept?: KeptBlocks;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What a sweep gave: one row per combination. */
export interface SweepTable {
  readonly combinations: readonly ParameterValues[];
  readonly sessions: Float64Array;
  /** Mean over the symbols of each figure: [combination x figure], in the order of `FIGURES`; NaN unknown. */
  readonly figures: Float64Array;
  /** Equity of all accounts together: [combination x session]. */
  readonly equity: Float64Array;
  /** Blocks that an earlier, interrupted sweep had left. */
  readonly resumedBlocks: number;
}

/** Runs every combination on every symbol, each in an account of its own, on all cores. */
export async function runSweep(
  loaded: Pick<LoadedInputs, 'inputs'>,
  setup: SweepSetup,
  options: SweepOptions = {},
): Promise<SweepTable> {
  const { kept, onProgress, signal } = options;
  const size = Math.max(1, options.workers || availableParallelism());
  const blocks = Array.from({ length: BLOCKS }, (_, block) => ({
    block,
    symbols: loaded.inputs.filter((_, k) => k % BLOCKS === block),
  })).filter(({ symbols }) => symbols.length > 0);
  const results = new Map<number, SweepBlockResult>();
  for (const { block } of blocks) {
    const found = kept?.load(block);
    if (found) results.set(block, found);
  }
  const resumedBlocks = results.size;
  const open = blocks.filter(({ block }) => !results.has(block));
  if (open.length > 0) {
    const pool = startWorkers<ToSweepWorker, SweepBlockResult>(
      'search/sweep-worker.ts',
      Math.min(size, open.length),
    );
    try {
      const work = new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Problem('cancelled', 'the sweep was cancelled')), {
          once: true,
        });
        if (signal?.aborted) reject(new Problem('cancelled', 'the sweep was cancelled'));
        const next = (worker: number) => {
          const task = open.shift();
          if (task) pool.send(worker, { type: 'block', task });
        };
        pool.onReply((worker, result) => {
          results.set(result.block, result);
          kept?.keep(result);
          onProgress?.(results.size, blocks.length);
          if (results.size === blocks.length) resolve();
          else next(worker);
        });
        for (let worker = 0; worker < pool.size; worker++) {
          pool.send(worker, { type: 'setup', setup });
          next(worker);
        }
      });
      await Promise.race([work, pool.failure]);
    } finally {
      await pool.close();
    }
  }
  kept?.forget();
  return {
    ...gather(
      blocks.map(({ block }) => results.get(block) as SweepBlockResult),
      setup,
    ),
    resumedBlocks,
  };
}

function gather(results: readonly SweepBlockResult[], setup: SweepSetup): Omit<SweepTable, 'resumedBlocks'> {
  const { combinations, sessions } = setup;
  const figures = new Float64Array(combinations.length * FIGURES.length);
  const counts = new Float64Array(figures.length);
  const equity = new Float64Array(combinations.length * sessions.length);
  for (const result of results) {
    for (let k = 0; k < figures.length; k++) {
      figures[k] += result.figureSums[k];
      counts[k] += result.figureCounts[k];
    }
    for (let k = 0; k < equity.length; k++) equity[k] += result.equity[k];
  }
  for (let k = 0; k < figures.length; k++) figures[k] = counts[k] === 0 ? Number.NaN : figures[k] / counts[k];
  return { combinations, sessions, figures, equity };
}
