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
  const isChanged = new Uint8Array(rows).fill(1, covered - from);
  const matrix = () => new Float64Array(rows * symbols).fill(Number.NaN);
  const score = matrix();
  const forward = RECORD_HORIZONS.map(matrix);
  const room = new Float64Array(Math.max(0, ...tails.map(({ time }) => time.length)));
  for (const { symbol, time, close, score: scores, added } of tails) {
    let first = time.length;
    while (first > 0 && time[first - 1] >= sessions[from]) first--;
    const places = sessionsOfBars(time.subarray(first), sessions.subarray(from));
    for (let i = 0; i < places.length; i++) score[places[i] * symbols + symbol] = scores[first + i];
    RECORD_HORIZONS.forEach((horizon, h) => {
      // What follows a bar is a matter of later bars alone.
      const returns = forwardReturn(close.subarray(first), horizon, room.subarray(0, places.length));
      for (let i = 0; i < places.length; i++) forward[h][places[i] * symbols + symbol] = returns[i];
      const due = places.length - horizon;
      for (let i = Math.max(0, due - added); i < due; i++) isChanged[places[i]] = 1;
    });
  }
  const joined = sums.map((old) => withRoom(old, sessions.length));
  const fresh = sums.map(() => emptyScoreSums(rows));
  for (let row = 0; row < rows; row++) {
    if (isChanged[row] === 0) continue;
    fillScoreSums(score, forward, symbols, { from: row, to: row + 1 }, fresh);
    joined.forEach((sum, h) => copySession(fresh[h], row, sum, from + row));
  }
  return joined;
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

/** The same sums with room for more sessions. */
function withRoom({ ic, quantiles }: ScoreSums, sessions: number): ScoreSums {
  const grow = (values: Float64Array, perSession: number): Float64Array => {
    const grown = new Float64Array(sessions * perSession);
    grown.set(values.subarray(0, grown.length));
    return grown;
  };
  const { buckets, count, sum, hits } = quantiles;
  return {
    ic: { ic: grow(ic.ic, 1), pairs: grow(ic.pairs, 1) },
    quantiles: { buckets, count: grow(count, buckets), sum: grow(sum, buckets), hits: grow(hits, buckets) },
  };
}

function copySession(from: ScoreSums, session: number, to: ScoreSums, place: number): void {
  to.ic.ic[place] = from.ic.ic[session];
  to.ic.pairs[place] = from.ic.pairs[session];
  const { buckets } = to.quantiles;
  for (const name of ['count', 'sum', 'hits'] as const) {
    const values = from.quantiles[name].subarray(session * buckets, (session + 1) * buckets);
    to.quantiles[name].set(values, place * buckets);
  }
}
