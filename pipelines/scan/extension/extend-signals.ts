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
  const tailOf = new Map(tails.map((tail) => [tail.symbol, tail]));
  const forward = old.forward.map((values) => values.slice());
  const benchmark = old.benchmark.map((values) => values.slice());
  const due = old.due.map((values) => values.slice());
  const symbol = old.symbol.map((place) => placeOf[place]);
  const last = HORIZONS.length - 1;
  for (let row = 0; row < old.count; row++) {
    if (due[last][row] > 0) continue;
    const tail = tailOf.get(symbol[row]);
    if (tail === undefined || tail.added === 0) continue;
    const bar = tail.time.indexOf(old.time[row]);
    for (let h = 0; h < HORIZONS.length; h++) {
      const later = bar + HORIZONS[h];
      if (due[h][row] > 0 || later >= tail.time.length) continue;
      forward[h][row] = tail.close[later] / tail.close[bar] - 1;
      benchmark[h][row] = tail.benchmark[later] / tail.benchmark[bar] - 1;
      due[h][row] = tail.time[later];
    }
  }
  const join = (before: Float64Array, after: Float64Array) => joined(new Float64Array(count), before, after);
  const count = old.count + added.count;
  return {
    count,
    scan: joined(new Int32Array(count), old.scan, added.scan),
    symbol: joined(new Int32Array(count), symbol, added.symbol),
    time: join(old.time, added.time),
    score: join(old.score, added.score),
    close: join(old.close, added.close),
    forward: forward.map((values, h) => join(values, added.forward[h])),
    benchmark: benchmark.map((values, h) => join(values, added.benchmark[h])),
    due: due.map((values, h) => join(values, added.due[h])),
  };
}

function joined<T extends Float64Array | Int32Array>(into: T, before: T, after: T): T {
  into.set(before);
  into.set(after, before.length);
  return into;
}
