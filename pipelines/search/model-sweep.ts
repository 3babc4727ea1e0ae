import type { CodeCache } from '../cache/index.js';
import { createRandom } from '../../models/random/index.js';
import { proposePoints, type SearchSpace, type Trial } from '../../models/search/index.js';
import { FIGURES } from '../../models/statistics/index.js';
import type { SweepOptions } from './run-sweep.js';
import type { SweepSetup } from './sweep-messages.js';
import { type KnownTable, type SweepSource, sweepWithCache } from './sweep-with-cache.js';

/** Combinations that are run between two looks at what came of them. */
const ROUND = 12;

/**
 * Searches for parameters with a model of what has worked so far: round by round, the next combinations are
 * proposed from the mean Sharpe ratio over the symbols of all before. The same seed gives the same search.
 * All of them are in the table, and all of them count as tries. Kept blocks are those of every round: what
 * was proposed once is proposed again, so an interrupted search goes through its past in an instant.
 * @param resolve fills a point up to all of the strategy's parameters.
 */
export async function runModelSweep(
  inputs: SweepSource,
  setup: Omit<SweepSetup, 'combinations'>,
  search: {
    readonly space: SearchSpace;
    readonly count: number;
    readonly seed: number;
    readonly resolve: (point: Readonly<Record<string, number>>) => Readonly<Record<string, number>>;
  },
  { onProgress, kept, ...options }: SweepOptions = {},
  codeCache?: CodeCache,
): Promise<KnownTable> {
  const { space, count, seed, resolve } = search;
  const sharpe = FIGURES.findIndex(({ name }) => name === 'sharpe');
  const trials: Trial[] = [];
  const tables: KnownTable[] = [];
  // What a round has kept is forgotten with the whole search, not before.
  const ofRound = kept && { ...kept, forget: () => undefined };
  while (trials.length < count) {
    const points = proposePoints(space, trials, Math.min(ROUND, count - trials.length), createRandom(seed));
    if (points.length === 0) break;
    const combinations = points.map(resolve);
    const table = await sweepWithCache(
      inputs,
      { ...setup, combinations },
      { ...options, kept: ofRound },
      codeCache,
    );
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
    known: tables.reduce((sum, table) => sum + table.known, 0),
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
