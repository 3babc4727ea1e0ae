import { isoDate } from '../../models/bars/index.js';
import { type InputSource, type LoadedInputs, openInputs } from '../backtest/index.js';
import type { CodeCache } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { type FactorSheet, judgeFactors, storeFactors } from '../factors/index.js';
import { type KnownLeague, leagueWithCache, storeLeague } from '../league/index.js';
import { toProblem } from '../errors/index.js';
import type { Progress } from '../progress/index.js';
import { maybeReadResearch, readTries } from '../research/index.js';
import type { ScanOutcome } from '../scan/index.js';
import { storeChallenges, storeScores } from '../score/index.js';
import type { Database } from '../store/index.js';
import type { Workspace } from '../workspace/index.js';
import { type ModelStage, runModels } from './model-stage.js';

export interface ResearchOptions {
  readonly config: Config;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly workers?: number;
  readonly workspace: Workspace;
  readonly now: number;
  /** Keeps what models said of the same features, and what strategies did on the same prices. */
  readonly cache?: CodeCache;
}

/** What the whole stored history says of features and strategies, and what models make of tonight. */
export interface Research {
  readonly sheets: readonly FactorSheet[];
  readonly league: KnownLeague;
  readonly models: ModelStage;
  readonly symbols: number;
  /** See `StoredLeague`. */
  readonly ownTries: Float64Array;
}

/** Judges every feature, runs the strategies of the config and asks the models, on bars up to the scan's as-of date. */
export async function doResearch(
  database: Database,
  outcome: ScanOutcome,
  options: ResearchOptions,
): Promise<Research> {
  const { config, progress, signal } = options;
  const workers = options.workers ?? config.workers;
  progress.start('factors');
  const inputs = await openInputs(database, {
    symbols: 'all',
    adjust: config.adjust,
    to: isoDate(outcome.market.asOf),
  });
  const loaded = await inputs.load();
  const sheets = await judgeFactors(loaded, {
    workers,
    onProgress: (done, total) => progress.advance(done, total, 'features'),
    signal,
  });
  progress.finish(sheets.length, 'features');
  const league = await runStrategies(inputs, { ...options, workers });
  const models = await runModels(database, outcome, loaded, options);
  const ownTries = await triesOf(loaded, options);
  return { sheets, league, models, symbols: loaded.symbols.length, ownTries };
}

/** What was tried on this market from the command line. A record that cannot be read costs the count, not the night. */
async function triesOf(
  { market }: LoadedInputs,
  { workspace, progress }: ResearchOptions,
): Promise<Float64Array> {
  try {
    const found = await maybeReadResearch(workspace, (research) => readTries(research, market.ingest.label));
    return found ?? new Float64Array(0);
  } catch (error) {
    progress.note('warning', `your own backtests are not counted as trials: ${toProblem(error).message}`);
    return new Float64Array(0);
  }
}

async function runStrategies(
  inputs: InputSource,
  { config, progress, signal, workers, cache }: ResearchOptions,
): Promise<KnownLeague> {
  progress.start('strategies');
  const options = {
    costBps: config.costBps,
    workers,
    onProgress: (done: number, total: number) => progress.advance(done, total, 'strategies'),
    signal,
  };
  const league = await leagueWithCache(config.strategies, inputs, options, cache);
  const backtests = league.runs.reduce((sum, { neighbours }) => sum + neighbours.length, 0);
  progress.finish(backtests, 'backtests of the universe');
  if (league.known > 0)
    progress.note('info', `${league.known} of ${config.strategies.length} strategies came from the cache`);
  for (const { name, message } of league.failures)
    progress.note('warning', `strategy ${name} failed: ${message}`);
  return league;
}

/** Writes what was found under a run's id, after the scan's own results. */
export async function storeResearch(
  database: Database,
  { sheets, league, models, symbols, ownTries }: Research,
  run: { readonly runId: string; readonly asOf: string; readonly config: Config },
): Promise<void> {
  const { runId, asOf, config } = run;
  await storeFactors(database, runId, sheets);
  await storeScores(database, models, { runId, asOf, insist: config.models.insist });
  await storeChallenges(database, models.challenges, runId);
  await storeLeague(database, league.runs, {
    runId,
    asOf,
    costBps: config.costBps,
    symbols,
    strategies: config.strategies,
    ownTries,
  });
  for (const { name, failure } of models.models) {
    if (failure === undefined) continue;
    await database.run('INSERT INTO failures VALUES ($1, $2, $3, $4)', [runId, name, 'model', failure]);
  }
  for (const { name, message } of league.failures)
    await database.run('INSERT INTO failures VALUES ($1, $2, $3, $4)', [runId, name, 'strategy', message]);
}
