import type { Database, Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';

/** What the signals of every scan did afterwards. Gains are signed by side and against the benchmark. */
export interface TrackSnapshot {
  readonly signals: number;
  readonly firstDate: string | null;
  /** By scan and horizon. `std_err` counts each day once and allows for overlap. */
  readonly byScan: readonly Row[];
  /** By scan, horizon and year, for the same figures. */
  readonly byYear: readonly Row[];
  /** By scan and market regime on the signal's day, at ten bars. */
  readonly byRegime: readonly Row[];
  /** By side and tenth of the score on the signal's day (10 has the score most on the signal's side), at ten bars. */
  readonly byDecile: readonly Row[];
  /** Signals computed backwards by the first run against those recorded on their own night, by side, at ten bars. */
  readonly byOrigin: readonly Row[];
  /**
   * The last hundred signals that have come due at ten bars, losers first; of a day on which more came due,
   * those whose score was furthest on their own side.
   */
  readonly lastHundred: readonly Row[];
  /** Signals that a changed history added or took away, newest run first. */
  readonly revisions: readonly Row[];
}

const GAINS = `
  gains AS (
    SELECT s.scan, s.symbol, s.date, s.direction, s.score, s.run_id, o.horizon, o.due_date,
      o.forward_return, o.benchmark_return,
      CASE s.direction WHEN 'long' THEN 1 ELSE -1 END * (o.forward_return - coalesce(o.benchmark_return, 0)) AS gain
    FROM signals s JOIN outcomes o USING (scan, symbol, date))`;

/** Days in which a scan matched move together: the error is that of the daily means, over h-bar overlaps. */
function summary(keys: string, from: string): string {
  return `WITH ${GAINS}, source AS (${from}),
    days AS (SELECT ${keys}, horizon, date, avg(gain) AS gain FROM source GROUP BY ALL),
    errors AS (
      SELECT ${keys}, horizon, count(*) AS days,
        stddev_samp(gain) / sqrt(count(*)) * sqrt(least(any_value(horizon), count(*))) AS std_err
      FROM days GROUP BY ${keys}, horizon)
    SELECT ${keys}, horizon, count(*) AS n, any_value(days) AS days, avg(gain) AS mean, median(gain) AS median,
      avg((gain > 0)::INT) AS hit_rate, any_value(std_err) AS std_err
    FROM source JOIN errors USING (${keys}, horizon) GROUP BY ${keys}, horizon ORDER BY ${keys}, horizon`;
}

/** The ledger of all signals, added up by scan, and by year, regime, decile of the score and origin. */
export async function trackSnapshot(database: Database, facts: RunFacts): Promise<TrackSnapshot> {
  const [whole] = await database.rows(
    'SELECT count(*) AS signals, CAST(min(date) AS VARCHAR) AS first_date FROM signals',
  );
  return {
    signals: Number(whole.signals),
    firstDate: whole.first_date === null ? null : String(whole.first_date),
    byScan: await database.rows(summary('scan', 'FROM gains')),
    byYear: await database.rows(
      summary('scan, year', 'SELECT *, year(date) AS year FROM gains WHERE horizon = 10'),
    ),
    byRegime: await database.rows(
      summary(
        'scan, regime',
        `SELECT gains.*, coalesce(r.regime, 'unknown') AS regime FROM gains
         LEFT JOIN regimes r ON r.run_id = $1 AND r.date = gains.date WHERE horizon = 10`,
      ),
      [facts.runId],
    ),
    byDecile: await database.rows(
      summary(
        'direction, decile',
        `SELECT *, ntile(10) OVER (PARTITION BY direction
           ORDER BY CASE direction WHEN 'long' THEN score ELSE -score END, date, scan, symbol) AS decile
         FROM gains WHERE horizon = 10 AND score IS NOT NULL`,
      ),
    ),
    byOrigin: await database.rows(
      summary(
        'direction, origin',
        `SELECT gains.*, CASE WHEN gains.run_id = (SELECT min(run_id) FROM signals) AND gains.date < r.as_of
             THEN 'computed backwards' ELSE 'recorded that night' END AS origin
         FROM gains LEFT JOIN runs r ON r.run_id = gains.run_id WHERE horizon = 10`,
      ),
    ),
    lastHundred: await database.rows(
      `WITH ${GAINS}, last AS (FROM gains WHERE horizon = 10
         ORDER BY due_date DESC, CASE direction WHEN 'long' THEN score ELSE -score END DESC NULLS LAST, scan, symbol
         LIMIT 100)
       SELECT scan, symbol, CAST(date AS VARCHAR) AS date, direction, CAST(due_date AS VARCHAR) AS due_date, gain,
         forward_return, benchmark_return
       FROM last ORDER BY gain, symbol`,
    ),
    revisions: await database.rows(
      `SELECT run_id, scan, symbol, CAST(date AS VARCHAR) AS date, change FROM revisions
       ORDER BY run_id DESC, date DESC, symbol LIMIT 500`,
    ),
  };
}
