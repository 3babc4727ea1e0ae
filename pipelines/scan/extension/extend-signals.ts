import { HORIZONS, type SignalColumns } from '../signals.js';
import type { JoinedTail } from './extend-record.js';

/**
 * Signals of an earlier scan, with what has come due since, followed by those of the new sessions.
 * @param placeOf by the earlier scan's index of a symbol: its index now.
 */
export function extendSignals(
  old: SignalColumns,
  added: SignalColumns,
  tails: readonly JoinedTail[],
  placeOf: Int32Array,
): SignalColumns {
  const count = old.count + added.count;
  const join = (before: Float64Array, after: Float64Array) => joined(new Float64Array(count), before, after);
  const symbol = joined(new Int32Array(count), old.symbol, added.symbol);
  for (let row = 0; row < old.count; row++) symbol[row] = placeOf[symbol[row]];
  const extended: SignalColumns = {
    count,
    scan: joined(new Int32Array(count), old.scan, added.scan),
    symbol,
    time: join(old.time, added.time),
    score: join(old.score, added.score),
    close: join(old.close, added.close),
    forward: old.forward.map((values, h) => join(values, added.forward[h])),
    benchmark: old.benchmark.map((values, h) => join(values, added.benchmark[h])),
    due: old.due.map((values, h) => join(values, added.due[h])),
  };
  fillOutcomes(extended, old.count, tails);
  return extended;
}

/** Writes what has come due of the first signals. */
function fillOutcomes(
  { symbol, time, forward, benchmark, due }: SignalColumns,
  count: number,
  tails: readonly JoinedTail[],
): void {
  const tailOf = new Map(tails.map((tail) => [tail.symbol, tail]));
  const lastDue = due[HORIZONS.length - 1];
  for (let row = 0; row < count; row++) {
    if (lastDue[row] > 0) continue;
    const tail = tailOf.get(symbol[row]);
    if (tail === undefined || tail.added === 0) continue;
    const bar = tail.time.indexOf(time[row]);
    for (let h = 0; h < HORIZONS.length; h++) {
      const later = bar + HORIZONS[h];
      if (due[h][row] > 0 || later >= tail.time.length) continue;
      forward[h][row] = tail.close[later] / tail.close[bar] - 1;
      benchmark[h][row] = tail.benchmark[later] / tail.benchmark[bar] - 1;
      due[h][row] = tail.time[later];
    }
  }
}

function joined<T extends Float64Array | Int32Array>(into: T, before: T, after: T): T {
  into.set(before);
  into.set(after, before.length);
  return into;
}
