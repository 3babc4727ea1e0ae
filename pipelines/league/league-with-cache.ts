import { type InputSource, strategySubject } from '../backtest/index.js';
import { type CodeCache, contentKey, ENGINE } from '../cache/index.js';
import { bundleWorker, type WorkerBundle } from '../workers/index.js';
import type { LeagueRun } from './league-messages.js';
import type { LeagueStrategy } from './league-strategy.js';
import {
  LEAGUE_WORKER,
  type LeagueOptions,
  type LeagueOutcome,
  leagueSettings,
  runLeague,
} from './run-league.js';
import { readRun, runValue } from './run-value.js';

/** Version of the stored columns; part of the key. */
const RUN_FORMAT = 2;

/** A league, and how many of its strategies came from the cache. */
export interface KnownLeague extends LeagueOutcome {
  readonly known: number;
}

/**
 * As `runLeague`, each strategy looked for in the cache: on the same prices, costs and code it is read. What
 * fails is never kept.
 * @throws as `runLeague`; trouble with the cache is none of it.
 */
export async function leagueWithCache(
  strategies: readonly LeagueStrategy[],
  inputs: InputSource,
  options: LeagueOptions,
  codeCache: CodeCache | undefined,
): Promise<KnownLeague> {
  const bundle = bundleWorker(LEAGUE_WORKER);
  const run = async (some: readonly LeagueStrategy[]) =>
    runLeague(some, await inputs.load(), options, bundle);
  if (codeCache === undefined || strategies.length === 0) return { ...(await run(strategies)), known: 0 };
  const { cache, refresh = false } = codeCache;
  const items = await leagueItems(strategies, inputs, options, codeCache, bundle);
  const values = refresh ? [] : await cache.getMany('backtest', items);
  const runs = new Map<string, LeagueRun>();
  const open = strategies.filter(({ name }, k) => {
    const value = values[k];
    if (value !== undefined) runs.set(name, readRun(value));
    return value === undefined;
  });
  const begun = performance.now();
  const fresh = await run(open);
  const costMs = (performance.now() - begun) / open.length;
  for (const run of fresh.runs) runs.set(run.name, run);
  const entries = fresh.runs.map((run) => {
    const item = items[strategies.findIndex(({ name }) => name === run.name)];
    return { ...item, value: runValue(run), costMs };
  });
  cache.setLater('backtest', entries);
  return {
    runs: strategies.flatMap(({ name }) => runs.get(name) ?? []),
    failures: fresh.failures,
    known: strategies.length - open.length,
  };
}

/** What a run comes to depends on all that is hashed here, and on nothing else. */
async function leagueItems(
  strategies: readonly LeagueStrategy[],
  inputs: InputSource,
  options: LeagueOptions,
  codeCache: CodeCache,
  bundle: WorkerBundle | undefined,
) {
  const { codeHash, kernelHash = bundle?.hash ?? codeHash } = codeCache;
  const key = await inputs.key(codeCache);
  const settings = leagueSettings(options);
  const all = contentKey(['league', RUN_FORMAT, ENGINE, kernelHash, settings, inputs.market.sessions, key]);
  return strategies.map(({ name, strategy, parameters }) => ({
    key: contentKey([all, { name, strategy, parameters }]),
    subject: `${strategySubject({ name: strategy }, parameters)} of the config`,
  }));
}
