import { sessionsOfBars } from '../../../models/expressions/index.js';
import { forwardReturn } from '../../../models/labels/index.js';
import { emptyScoreSums, fillScoreSums, type ScoreSums } from '../../../models/statistics/index.js';
import { RECORD_HORIZONS } from '../score-records.js';
import { TAIL_BARS, type Tail } from '../rows/index.js';

/** A symbol's bars up to the present session: those of its tail, and how many of them are new. */
export interface JoinedTail extends Tail {
  /** Place of the symbol in the market. */
  readonly symbol: number;
  readonly added: number;
}

export interface RecordExtension {
  readonly sessions: Float64Array;
  /** Sessions that the sums cover already. */
  readonly covered: number;
  readonly symbols: number;
}

/**
 * Goes on with the sums of a record: sessions on which an outcome has come due since, and new sessions, are
 * summed afresh from the tails; the others stay as they are.
 * @returns undefined when an outcome came due on a session that lies before the tails.
 */
export function extendRecord(
  sums: readonly ScoreSums[],
  tails: readonly JoinedTail[],
  { sessions, covered, symbols }: RecordExtension,
): readonly ScoreSums[] | undefined {
  const from = firstChanged(tails, sessions, covered);
  if (from < 0) return undefined;
  const rows = sessions.length - from;
  const matrix = () => new Float64Array(rows * symbols).fill(Number.NaN);
  const score = matrix();
  const forward = RECORD_HORIZONS.map(matrix);
  const room = new Float64Array(Math.max(0, ...tails.map(({ time }) => time.length)));
  for (const { symbol, time, close, score: scores } of tails) {
    let first = time.length;
    while (first > 0 && time[first - 1] >= sessions[from]) first--;
    const places = sessionsOfBars(time.subarray(first), sessions.subarray(from));
    for (let i = 0; i < places.length; i++) score[places[i] * symbols + symbol] = scores[first + i];
    RECORD_HORIZONS.forEach((horizon, h) => {
      // What follows a bar is a matter of later bars alone.
      const returns = forwardReturn(close.subarray(first), horizon, room.subarray(0, places.length));
      for (let i = 0; i < places.length; i++) forward[h][places[i] * symbols + symbol] = returns[i];
    });
  }
  const fresh = sums.map(() => emptyScoreSums(rows));
  fillScoreSums(score, forward, symbols, { from: 0, to: rows }, fresh);
  return sums.map((old, h) => joinSums(old, fresh[h], from));
}

/** The first session that a new bar says something about; negative where the tails do not reach back to it. */
function firstChanged(tails: readonly JoinedTail[], sessions: Float64Array, covered: number): number {
  const longest = RECORD_HORIZONS[RECORD_HORIZONS.length - 1];
  let earliest = sessions[covered];
  for (const { time, added } of tails) {
    if (added === 0) continue;
    const due = Math.max(0, time.length - added - longest);
    if (time[due] < earliest) earliest = time[due];
  }
  const reach = Math.max(0, covered - TAIL_BARS);
  if (earliest < sessions[reach]) return -1;
  return sessions.indexOf(earliest, reach);
}

function joinSums(old: ScoreSums, fresh: ScoreSums, from: number): ScoreSums {
  const join = (before: Float64Array, after: Float64Array, perSession = 1): Float64Array => {
    const joined = new Float64Array(from * perSession + after.length);
    joined.set(before.subarray(0, from * perSession));
    joined.set(after, from * perSession);
    return joined;
  };
  const { buckets } = old.quantiles;
  return {
    ic: { ic: join(old.ic.ic, fresh.ic.ic), pairs: join(old.ic.pairs, fresh.ic.pairs) },
    quantiles: {
      buckets,
      count: join(old.quantiles.count, fresh.quantiles.count, buckets),
      sum: join(old.quantiles.sum, fresh.quantiles.sum, buckets),
      hits: join(old.quantiles.hits, fresh.quantiles.hits, buckets),
    },
  };
}
