import { epochDay } from '../../models/bars/index.js';
import type { Backtest } from '../../models/strategies/index.js';
import { appendColumns, type Database, tradeColumns } from '../store/index.js';
import { countTries, doubtTries, type TriesDoubt } from './count-tries.js';
import { storeStudy } from './store-study.js';
import type { Study } from './study.js';

const BARS_PER_YEAR = 252;

/** Stores a backtest with its figures, equity and trades, and says what all tries so far do to it. */
export async function storeBacktest(database: Database, study: Study, result: Backtest): Promise<TriesDoubt> {
  const { figures, equity, time, trades } = result;
  const own = {
    sharpe: figures.sharpe / Math.sqrt(BARS_PER_YEAR),
    skew: figures.skewG1,
    kurtosis: figures.kurtosisB2,
  };
  const doubt = doubtTries(own, time.length - 1, await countTries(database, study, [own.sharpe]));
  await storeStudy(database, study, doubt.trials, doubt);
  const names = Object.keys(figures);
  await appendColumns(
    database,
    'study_figures',
    [
      { type: 'text', values: names.map(() => study.id) },
      { type: 'integer', values: names.map(() => 0) },
      { type: 'text', values: names },
      { type: 'double', values: names.map((name) => figures[name]) },
    ],
    names.length,
  );
  await appendColumns(
    database,
    'study_equity',
    [
      { type: 'text', values: Array.from(time, () => study.id) },
      { type: 'date', values: Array.from(time, epochDay) },
      { type: 'double', values: equity },
    ],
    time.length,
  );
  await appendColumns(
    database,
    'study_trades',
    [{ type: 'text', values: trades.map(() => study.id) }, ...tradeColumns(trades, study.symbols[0])],
    trades.length,
  );
  return doubt;
}
