import type { Database, Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';

/** What only the front page asks for; candidates come from the results snapshot. */
export interface TonightSnapshot {
  readonly facts: RunFacts;
  /** Sessions that the present regime has lasted, counted back from the as-of date; 0 without a regime. */
  readonly regimeSessions: number;
  readonly previous: Row | null;
  readonly scans: readonly Row[];
  /** Per scan: symbols that match now and did not before, and the reverse. */
  readonly entered: readonly Row[];
  readonly left: readonly Row[];
  /** Outcomes at ten bars that came due with this run: all of them counted, and those that lost most, losers first. */
  readonly due: {
    readonly signals: number;
    /** Signals with a gain above 0, and the mean gain; null where none came due. */
    readonly right: number;
    readonly meanGain: number | null;
    readonly rows: readonly Row[];
  };
  /** The ledger by scan and horizon: size, mean and error of the return above the benchmark, hit rate. */
  readonly track: readonly Row[];
  /** Bars of the last week that were flagged, by kind, most first; and the newest of them. */
  readonly recentFlags: {
    readonly byKind: readonly { readonly kind: string; readonly bars: number }[];
    readonly rows: readonly Row[];
  };
}

const LISTED_DUE = 200;
const LISTED_FLAGS = 10;

const MATCH_DIFFERENCE = `
  SELECT m.scan, s.symbol FROM matches m JOIN symbols s USING (symbol_id) WHERE m.run_id = $1
  EXCEPT
  SELECT m.scan, s.symbol FROM matches m JOIN symbols s USING (symbol_id) WHERE m.run_id = $2
  ORDER BY 1, 2`;

/** What tonight is beside the run before. */
export async function tonightSnapshot(database: Database, facts: RunFacts): Promise<TonightSnapshot> {
  const { runId, previousRunId } = facts;
  const regimes = await database.rows(
    'SELECT regime FROM regimes WHERE run_id = $1 AND date <= $2::DATE ORDER BY date DESC',
    [runId, facts.asOf],
  );
  const since = regimes.findIndex((row) => row.regime !== regimes[0].regime);
  const previous = await database.rows(
    'SELECT run_id, CAST(as_of AS VARCHAR) AS as_of, data_hash, code_version, regime FROM runs WHERE run_id = $1',
    [previousRunId],
  );
  return {
    facts,
    regimeSessions: since === -1 ? regimes.length : since,
    previous: previous[0] ?? null,
    scans: await database.rows(
      'SELECT scan, title, expression, direction, matches FROM scans WHERE run_id = $1 ORDER BY matches DESC, scan',
      [runId],
    ),
    entered: await database.rows(MATCH_DIFFERENCE, [runId, previousRunId]),
    left: await database.rows(MATCH_DIFFERENCE, [previousRunId, runId]),
    due: await dueTonight(database, facts),
    track: await database.rows(TRACK),
    recentFlags: await flagsOfTheWeek(database, facts.asOf),
  };
}

async function dueTonight(database: Database, { runId, asOf }: RunFacts): Promise<TonightSnapshot['due']> {
  const night = [runId, asOf];
  const [total] = await database.rows(
    `${DUE} SELECT count(*) AS signals, count(*) FILTER (gain > 0) AS won, avg(gain) AS mean FROM due`,
    night,
  );
  return {
    signals: Number(total.signals),
    right: Number(total.won),
    meanGain: total.mean === null ? null : Number(total.mean),
    rows: await database.rows(
      `${DUE} SELECT * FROM due ORDER BY gain, symbol, scan LIMIT ${LISTED_DUE}`,
      night,
    ),
  };
}

async function flagsOfTheWeek(database: Database, asOf: string): Promise<TonightSnapshot['recentFlags']> {
  const byKind = await database.rows(
    'SELECT kind, count(*) AS bars FROM flags WHERE date >= $1::DATE - 7 GROUP BY kind ORDER BY bars DESC, kind',
    [asOf],
  );
  return {
    byKind: byKind.map(({ kind, bars }) => ({ kind: String(kind), bars: Number(bars) })),
    rows: await database.rows(
      `SELECT symbol, CAST(date AS VARCHAR) AS date, kind, detail FROM flags JOIN symbols USING (symbol_id)
       WHERE date >= $1::DATE - 7 ORDER BY date DESC, symbol LIMIT ${LISTED_FLAGS}`,
      [asOf],
    ),
  };
}

/** What came due at ten bars, each with its gain: of its own side, above the benchmark where there is one. */
const DUE = `
  WITH due AS (
    SELECT o.scan, o.symbol, CAST(o.date AS VARCHAR) AS date, o.forward_return, s.direction,
      CASE s.direction WHEN 'long' THEN 1 ELSE -1 END * (o.forward_return - coalesce(o.benchmark_return, 0)) AS gain
    FROM outcomes o JOIN signals s USING (scan, symbol, date)
    WHERE o.run_id = $1 AND o.due_date = $2::DATE AND o.horizon = 10)`;

/** Gain is signed by the signal's direction. The error counts each day once: signals of one day move together. */
const TRACK = `
  WITH gains AS (
    SELECT o.scan, o.horizon, o.date,
      CASE s.direction WHEN 'long' THEN 1 ELSE -1 END * (o.forward_return - coalesce(o.benchmark_return, 0)) AS gain
    FROM outcomes o JOIN signals s USING (scan, symbol, date)),
  days AS (SELECT scan, horizon, date, avg(gain) AS gain FROM gains GROUP BY ALL)
  SELECT scan, horizon, n, days, mean, hit_rate, std_err FROM
    (SELECT scan, horizon, count(*) AS n, avg(gain) AS mean, avg((gain > 0)::INT) AS hit_rate FROM gains GROUP BY ALL)
    JOIN (SELECT scan, horizon, count(*) AS days,
            stddev_samp(gain) / sqrt(count(*)) * sqrt(least(horizon, count(*))) AS std_err
          FROM days GROUP BY scan, horizon) USING (scan, horizon)
  ORDER BY scan, horizon`;
