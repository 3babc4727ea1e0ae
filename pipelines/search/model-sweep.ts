import { createRandom } from '../../models/random/index.js';
import { proposePoints, type SearchSpace, type Trial } from '../../models/search/index.js';
import { FIGURES } from '../../models/statistics/index.js';
import type { KeptBlocks } from './kept-blocks.js';
import { runSweep, type SweepInputs, type SweepOptions, type SweepTable } from './run-sweep.js';
import type { SweepSetup } from './sweep-messages.js';

/** Combinations that are run between two looks at what came of them. */
const ROUND = 12;
/** More than a round has blocks. */
const ROUND_BLOCKS = 1000;

/**
 * Searches for parameters with a model of what has worked so far: round by round, the next combinations are
 * proposed from the mean Sharpe ratio over the symbols of all before. The same seed gives the same search.
 * All of them are in the table, and all of them count as tries. Kept blocks are those of every round: what
 * was proposed once is proposed again, so an interrupted search goes through its past in an instant.
 * @param resolve fills a point up to all of the strategy's parameters.
 */
export async function runModelSweep(
  loaded: SweepInputs,
  setup: Omit<SweepSetup, 'combinations'>,
  search: {
    readonly space: SearchSpace;
    readonly count: number;
    readonly seed: number;
    readonly resolve: (point: Readonly<Record<string, number>>) => Readonly<Record<string, number>>;
  },
  { onProgress, kept, ...options }: SweepOptions = {},
): Promise<SweepTable> {
  const { space, count, seed, resolve } = search;
  const sharpe = FIGURES.findIndex(({ name }) => name === 'sharpe');
  const trials: Trial[] = [];
  const tables: SweepTable[] = [];
  while (trials.length < count) {
    const points = proposePoints(space, trials, Math.min(ROUND, count - trials.length), createRandom(seed));
    if (points.length === 0) break;
    const combinations = points.map(resolve);
    const own = kept && keptOfRound(kept, tables.length);
    const table = await runSweep(loaded, { ...setup, combinations }, { ...options, kept: own });
    points.forEach((point, c) => {
      trials.push({ point, value: table.figures[c * FIGURES.length + sharpe] });
    });
    tables.push(table);
    onProgress?.(trials.length, count);
  }
  kept?.forget();
  return {
    combinations: tables.flatMap(({ combinations }) => combinations),
    sessions: setup.sessions,
    figures: join(tables.map(({ figures }) => figures)),
    equity: join(tables.map(({ equity }) => equity)),
    resumedBlocks: tables.reduce((sum, table) => sum + table.resumedBlocks, 0),
    failures: tables[0]?.failures ?? [],
  };
}

/** Blocks of a round under numbers of their own, until the whole search is done. */
function keptOfRound(kept: KeptBlocks, round: number): KeptBlocks {
  const first = round * ROUND_BLOCKS;
  return {
    load(block) {
      const found = kept.load(first + block);
      return found && { ...found, block };
    },
    keep: (result) => kept.keep({ ...result, block: first + result.block }),
    forget: () => {},
  };
}

function join(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
