import { createHash } from 'node:crypto';
import { epochDay } from '../../models/bars/index.js';
import { deflatedSharpe, expectedMaximumSharpe } from '../../models/statistics/index.js';
import { appendColumns, type Database } from '../store/index.js';
import type { LeagueRun } from './league-messages.js';
import { LEAGUE_CASH, type LeagueStrategy } from './league-strategy.js';
import { storeTrades } from './store-trades.js';

export interface StoredLeague {
  readonly runId: string;
  readonly asOf: string;
  readonly costBps: number;
  readonly symbols: number;
  readonly strategies: readonly LeagueStrategy[];
  /** Sharpe ratios per bar of what else was tried on this market, from the command line; NaN where unknown. */
  readonly ownTries: Float64Array;
}

/**
 * Writes what the league did under a run's id, and deflates each Sharpe ratio by all the trials that this
 * database knows of, tonight's among them, and by those of one's own.
 */
export async function storeLeague(
  database: Database,
  runs: readonly LeagueRun[],
  stored: StoredLeague,
): Promise<void> {
  for (const table of ['strategy_equity', 'strategy_trades', 'strategy_neighbours'])
    await database.run(`DELETE FROM ${table}`);
  for (const run of runs) await storeTrials(database, run, stored);
  const tried = await allTrials(database, stored.ownTries);
  for (const run of runs) {
    await storeSummary(database, run, stored, tried);
    await storeSeries(database, run, stored);
    await storeTrades(database, stored.runId, run);
  }
}

async function storeTrials(
  database: Database,
  run: LeagueRun,
  { runId, strategies }: StoredLeague,
): Promise<void> {
  const strategy = strategies.find(({ name }) => name === run.name)?.strategy ?? run.name;
  for (const { parameters, sharpe, skew, kurtosis } of run.neighbours) {
    const text = JSON.stringify(parameters);
    const numbers = [orNull(sharpe), orNull(skew), orNull(kurtosis)];
    await database.run(
      `INSERT INTO strategy_trials VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO UPDATE SET sharpe = excluded.sharpe, skew = excluded.skew, kurtosis = excluded.kurtosis`,
      [strategy, text, runId, ...numbers],
    );
    await database.run('INSERT INTO strategy_neighbours VALUES ($1, $2, $3, $4)', [
      runId,
      run.name,
      text,
      orNull(sharpe),
    ]);
  }
}

async function storeSummary(
  database: Database,
  run: LeagueRun,
  { runId, costBps, symbols, strategies }: StoredLeague,
  { trials, variance }: Tried,
): Promise<void> {
  const own = strategies.find(({ name }) => name === run.name);
  const [chosen] = run.neighbours;
  const sample = { ...chosen, n: run.time.length - 1 };
  await database.run(
    'INSERT INTO strategies VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
    [
      runId,
      run.name,
      own?.title ?? run.name,
      own?.strategy ?? run.name,
      JSON.stringify(run.parameters),
      run.account,
      settingsText(costBps),
      symbols,
      trials,
      orNull(chosen.sharpe),
      orNull(expectedMaximumSharpe(variance, trials)),
      orNull(deflatedSharpe(sample, variance, trials)),
      run.overfitting ?? null,
      orNull(run.capacity?.breakEven ?? Number.NaN),
      orNull(run.capacity?.byVolume ?? Number.NaN),
    ],
  );
  const names = Object.keys(run.figures);
  await appendColumns(
    database,
    'strategy_figures',
    [
      { type: 'text', values: names.map(() => runId) },
      { type: 'text', values: names.map(() => run.name) },
      { type: 'text', values: names },
      { type: 'double', values: names.map((name) => run.figures[name]) },
    ],
    names.length,
  );
}

interface Tried {
  readonly trials: number;
  /** Variance (ddof 1) of the Sharpe ratios per bar of all trials that have one. */
  readonly variance: number;
}

async function allTrials(database: Database, ownTries: Float64Array): Promise<Tried> {
  const rows = await database.rows('SELECT sharpe FROM strategy_trials ORDER BY strategy, parameters');
  const league = rows.map(({ sharpe }) => (typeof sharpe === 'number' ? sharpe : Number.NaN));
  const known = [...league, ...ownTries].filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    trials: rows.length + ownTries.length,
    variance: known.length > 1 ? squares / (known.length - 1) : 0,
  };
}

async function storeSeries(
  database: Database,
  { name, time, equity, parameters }: LeagueRun,
  { runId, asOf, costBps, strategies }: StoredLeague,
): Promise<void> {
  await appendColumns(
    database,
    'strategy_equity',
    [
      { type: 'text', values: Array.from(time, () => runId) },
      { type: 'text', values: Array.from(time, () => name) },
      { type: 'date', values: Array.from(time, epochDay) },
      { type: 'double', values: equity },
    ],
    time.length,
  );
  const last = equity.length - 1;
  if (last < 1) return;
  const strategy = strategies.find((one) => one.name === name)?.strategy ?? name;
  const signature = createHash('sha256')
    .update(JSON.stringify([strategy, parameters, settingsText(costBps)]))
    .digest('hex')
    .slice(0, 16);
  // A night that is run again says nothing new: what was on file first stays.
  await database.run(
    `INSERT INTO strategy_nights SELECT $1, $2, $3, $4::DATE, $5 WHERE NOT EXISTS
       (SELECT 1 FROM strategy_nights WHERE name = $2 AND signature = $3 AND as_of = $4::DATE)`,
    [runId, name, signature, asOf, equity[last] / equity[last - 1] - 1],
  );
}

function settingsText(costBps: number): string {
  return JSON.stringify({ cash: LEAGUE_CASH, commission: { bps: costBps } });
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
