import { createHash } from 'node:crypto';
import { deflatedSharpe, expectedMaximumSharpe } from '../../models/statistics/index.js';
import type { Database } from '../store/index.js';
import type { Study } from './study.js';

/** What the number of tries does to a Sharpe ratio. */
export interface TriesDoubt {
  /** Everything tried on this market in this workspace, this study with it. */
  readonly trials: number;
  /** Per bar: what the best of so many has by luck alone. */
  readonly expectedMaximumSharpe: number;
  /** Probability that the Sharpe ratio is above that. */
  readonly deflatedSharpe: number;
}

/** A Sharpe ratio per bar (risk-free rate 0, ddof 1) with the shape of its returns. */
export interface SharpeRecord {
  readonly sharpe: number;
  readonly skew: number;
  readonly kurtosis: number;
}

/** Puts each combination of a study on record once, however often it is run, and counts all of the market. */
export async function countTries(
  database: Database,
  study: Study,
  sharpes: ArrayLike<number>,
): Promise<{ readonly trials: number; readonly variance: number }> {
  for (let c = 0; c < study.parameters.length; c++) {
    await database.run(
      `INSERT INTO tries VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET sharpe = excluded.sharpe`,
      [study.market, signatureOf(study, c), study.id, Number.isFinite(sharpes[c]) ? sharpes[c] : null],
    );
  }
  const [row] = await database.rows(
    'SELECT count(*) AS trials, var_samp(sharpe) AS variance FROM tries WHERE market = $1',
    [study.market],
  );
  return { trials: Number(row.trials), variance: typeof row.variance === 'number' ? row.variance : 0 };
}

/** @param n returns. */
export function doubtTries(
  own: SharpeRecord,
  n: number,
  { trials, variance }: { readonly trials: number; readonly variance: number },
): TriesDoubt {
  return {
    trials,
    expectedMaximumSharpe: expectedMaximumSharpe(variance, trials),
    deflatedSharpe: deflatedSharpe({ ...own, n }, variance, trials),
  };
}

/** Whatever makes a try another one: not the code version nor the prices of tonight, which only move on. */
function signatureOf(study: Study, combination: number): string {
  const { strategy, definition, parameters, account, settings, symbols, adjust, time } = study;
  const parts = [strategy, definition, parameters[combination], account, settings, symbols, adjust, time[0]];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
