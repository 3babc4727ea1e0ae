import { returnCorrelation } from '../../../models/statistics/index.js';
import type { Database } from '../../store/index.js';
import { type RecentCloses, recentCloses } from './recent-closes.js';
import type { ResultsSnapshot } from './results-snapshot.js';

/** Who moves with whom: correlation of daily returns over the last sessions. Rows are those of the results. */
export interface PeersSnapshot {
  /** Sessions looked at, and common ones that a pair must have. */
  readonly sessions: number;
  readonly minimum: number;
  /** Symbols that were looked at as peers: all, or the most traded ones of a large universe. */
  readonly among: number;
  /** Of each row, the rows that move most like it with their correlations, closest first. */
  readonly closest: readonly (readonly (readonly [row: number, correlation: number])[])[];
}

/** How the furthest-ranked symbols of both sides move together. */
export interface ExposureSnapshot {
  readonly sessions: number;
  readonly rows: readonly number[];
  /** Correlation of each pair of `rows`; null where they share too few sessions. */
  readonly correlation: readonly (readonly (number | null)[])[];
}

const SESSIONS = 126;
const MINIMUM = 60;
/** Calendar days that surely hold so many sessions. */
const DAYS = 200;
const CLOSEST = 8;
/** Beyond this many symbols peers are looked for among the most traded only, to stay quick. */
const MOST_COMPARED = 1000;
/** Candidates a side whose correlations the front page may ask for. */
const A_SIDE = 24;

/** Peers of every symbol and the correlations among tonight's candidates. */
export async function peersSnapshot(
  database: Database,
  results: ResultsSnapshot,
): Promise<{ readonly peers: PeersSnapshot; readonly exposure: ExposureSnapshot }> {
  const closes = await recentCloses(database, results.asOf, DAYS);
  const sessions = lastSessions(closes);
  const place = new Map(sessions.map((time, i) => [time, i]));
  const series = results.ids.map((id) => returnsOn(closes.get(id), place));
  const correlation = returnCorrelation(series, MINIMUM);
  const compared = await mostTraded(database, results);
  const rows = candidates(results);
  return {
    peers: {
      sessions: SESSIONS,
      minimum: MINIMUM,
      among: compared.length,
      closest: results.ids.map((_, row) => closestTo(row, compared, correlation)),
    },
    exposure: {
      sessions: SESSIONS,
      rows,
      correlation: rows.map((a) =>
        rows.map((b) => {
          const value = correlation(a, b);
          return Number.isNaN(value) ? null : Number(value.toFixed(3));
        }),
      ),
    },
  };
}

function lastSessions(closes: ReadonlyMap<number, RecentCloses>): number[] {
  const all = new Set<number>();
  for (const { time } of closes.values()) for (const at of time) all.add(at);
  return [...all].sort((a, b) => a - b).slice(-SESSIONS);
}

/** Close-to-close returns by session; NaN where the symbol has no bar. */
function returnsOn(closes: RecentCloses | undefined, place: ReadonlyMap<number, number>): Float64Array {
  const out = new Float64Array(place.size).fill(Number.NaN);
  if (!closes) return out;
  for (let i = 1; i < closes.time.length; i++) {
    const at = place.get(closes.time[i]);
    if (at !== undefined) out[at] = closes.close[i] / closes.close[i - 1] - 1;
  }
  return out;
}

async function mostTraded(database: Database, results: ResultsSnapshot): Promise<number[]> {
  if (results.ids.length <= MOST_COMPARED) return results.ids.map((_, row) => row);
  const rows = await database.rows(
    `SELECT symbol_id FROM bars WHERE date <= $1::DATE AND date > $1::DATE - 60
     GROUP BY symbol_id ORDER BY sum(close * volume) DESC, symbol_id LIMIT ${MOST_COMPARED}`,
    [results.asOf],
  );
  const rowOf = new Map(results.ids.map((id, row) => [id, row]));
  return rows.flatMap(({ symbol_id: id }) => rowOf.get(Number(id)) ?? []);
}

function closestTo(
  row: number,
  compared: readonly number[],
  correlation: (a: number, b: number) => number,
): (readonly [number, number])[] {
  return compared
    .filter((other) => other !== row)
    .map((other) => [other, Number(correlation(row, other).toFixed(3))] as const)
    .filter(([, value]) => !Number.isNaN(value))
    .sort((a, b) => b[1] - a[1])
    .slice(0, CLOSEST);
}

function candidates({ scores }: ResultsSnapshot): number[] {
  const rows = scores.map((_, row) => row).filter((row) => scores[row] !== null);
  rows.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  return [...new Set([...rows.slice(0, A_SIDE), ...rows.slice(-A_SIDE)])];
}
