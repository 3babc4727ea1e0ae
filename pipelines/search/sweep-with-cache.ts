import { FIGURES } from '../../models/statistics/index.js';
import { type KeyedInputs, strategySubject } from '../backtest/index.js';
import {
  type CacheValue,
  type CodeCache,
  codeHashOf,
  contentKey,
  ENGINE,
  getOrCompute,
} from '../cache/index.js';
import { bundleWorker, type WorkerBundle } from '../workers/index.js';
import { runSweep, SWEEP_WORKER, type SweepInputs, type SweepOptions, type SweepTable } from './run-sweep.js';
import type { SweepSetup, SweptStrategy } from './sweep-messages.js';

/** Version of the stored columns; part of the key. */
const COMBINATION_FORMAT = 2;

/** The code that cuts a sweep for its threads and adds up what they give. */
const SUM_CODE = 'pipelines/search/blocks.ts';

/** What a sweep needs of its symbols: their names, a key of all that it sees of them, and the bars. */
export interface SweepSource extends KeyedInputs {
  load(): Promise<SweepInputs>;
}

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
  inputs: SweepSource,
  setup: SweepSetup,
  options: SweepOptions,
  codeCache: CodeCache | undefined,
): Promise<KnownTable> {
  const bundle = bundleWorker(SWEEP_WORKER);
  const run = async (combinations: SweepSetup['combinations']) =>
    runSweep(await inputs.load(), { ...setup, combinations }, options, bundle);
  if (codeCache === undefined) return { ...(await run(setup.combinations)), known: 0 };
  const items = await combinationItems(inputs, setup, codeCache, bundle);
  const partial: SweepTable[] = [];
  const known = new Set(items.keys());
  try {
    const values = await getOrCompute(
      codeCache,
      'sweep',
      items,
      async (missing) => {
        const table = await run(missing.map((c) => setup.combinations[c]));
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
    return { ...(isAll ? failed : await run(setup.combinations)), known: 0 };
  }
}

/** What a combination comes to depends on all that is hashed here: the whole setup but the other combinations. */
async function combinationItems(
  inputs: SweepSource,
  { strategy, combinations, ...setup }: SweepSetup,
  codeCache: CodeCache,
  bundle: WorkerBundle | undefined,
) {
  const { codeHash, kernelHash = bundle?.hash ?? codeHash } = codeCache;
  const { identity, defaults } = identityOf(strategy);
  const all = contentKey([
    'sweep',
    COMBINATION_FORMAT,
    ENGINE,
    kernelHash,
    codeHashOf(SUM_CODE, codeCache),
    { ...setup, account: setup.account ?? 'each', strategy: identity },
    await inputs.key(codeCache),
  ]);
  return combinations.map((parameters) => ({
    key: contentKey([all, { ...defaults, ...parameters }]),
    subject: `${strategySubject(identity, parameters)} on ${inputs.symbols.length} symbols`,
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
