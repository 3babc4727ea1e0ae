import { FIGURES } from '../../models/statistics/index.js';
import { strategySubject } from '../backtest/index.js';
import { type CacheValue, type CodeCache, contentKey, ENGINE, getOrCompute } from '../cache/index.js';
import { bundleWorker } from '../workers/index.js';
import { runSweep, SWEEP_WORKER, type SweepInputs, type SweepOptions, type SweepTable } from './run-sweep.js';
import type { SweepSetup, SweptStrategy } from './sweep-messages.js';

/** Version of the stored columns; part of the key. */
const COMBINATION_FORMAT = 1;

/** A sweep, and how many of its combinations came from the cache. */
export interface KnownTable extends SweepTable {
  readonly known: number;
}

/**
 * As `runSweep`, each combination looked for in the cache: only those that are not there are computed, and
 * then kept. A combination's row is the same to the last digit whatever it is computed together with.
 * Where a symbol fails, all combinations go without it: such a sweep is computed as a whole, and not kept.
 * @throws as `runSweep`; trouble with the cache is none of it.
 */
export async function sweepWithCache(
  loaded: SweepInputs,
  setup: SweepSetup,
  options: SweepOptions,
  codeCache: CodeCache | undefined,
): Promise<KnownTable> {
  if (codeCache === undefined) return { ...(await runSweep(loaded, setup, options)), known: 0 };
  const items = combinationItems(loaded, setup, codeCache);
  const partial: SweepTable[] = [];
  const known = new Set(items.keys());
  try {
    const values = await getOrCompute(
      codeCache,
      'sweep',
      items,
      async (missing) => {
        const combinations = missing.map((c) => setup.combinations[c]);
        const table = await runSweep(loaded, { ...setup, combinations }, options);
        for (const c of missing) known.delete(c);
        partial.push(table);
        if (table.failures.length > 0) throw new Error('a symbol failed: its sweep is not kept');
        return missing.map((_, row) => rowValue(table, row));
      },
      options.signal,
    );
    const resumedBlocks = partial.reduce((sum, table) => sum + table.resumedBlocks, 0);
    return { ...joinRows(values, setup), resumedBlocks, failures: [], known: known.size };
  } catch (error) {
    const failed = partial.find(({ failures }) => failures.length > 0);
    if (failed === undefined) throw error;
    const isAll = failed.combinations.length === setup.combinations.length;
    return { ...(isAll ? failed : await runSweep(loaded, setup, options)), known: 0 };
  }
}

/** What a combination comes to depends on all that is hashed here: the whole setup but the other combinations. */
function combinationItems(
  { symbols, inputs }: SweepInputs,
  { strategy, combinations, ...setup }: SweepSetup,
  { codeHash, kernelHash = bundleWorker(SWEEP_WORKER)?.hash ?? codeHash }: CodeCache,
) {
  const { identity, defaults } = identityOf(strategy);
  const all = contentKey([
    'sweep',
    COMBINATION_FORMAT,
    ENGINE,
    kernelHash,
    { ...setup, account: setup.account ?? 'each', strategy: identity },
    symbols,
    inputs,
  ]);
  return combinations.map((parameters) => ({
    key: contentKey([all, { ...defaults, ...parameters }]),
    subject: `${strategySubject(identity, parameters)} on ${symbols.length} symbols`,
  }));
}

/** Of rules given on the command line, the range that is swept says nothing about a combination in it. */
function identityOf(strategy: SweptStrategy) {
  if (!('rules' in strategy)) return { identity: strategy, defaults: {} };
  const { parameters, ...rules } = strategy.rules;
  const defaults = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
  return { identity: { rules }, defaults };
}

function rowValue({ figures, equity, sessions }: SweepTable, row: number): CacheValue {
  const width = FIGURES.length;
  const n = sessions.length;
  return {
    columns: {
      figures: figures.subarray(row * width, (row + 1) * width),
      equity: equity.subarray(row * n, (row + 1) * n),
    },
  };
}

function joinRows(values: readonly CacheValue[], { combinations, sessions }: SweepSetup) {
  const figures = new Float64Array(values.length * FIGURES.length);
  const equity = new Float64Array(values.length * sessions.length);
  values.forEach(({ columns }, c) => {
    figures.set(columns.figures as Float64Array, c * FIGURES.length);
    equity.set(columns.equity as Float64Array, c * sessions.length);
  });
  return { combinations, sessions, figures, equity };
}
