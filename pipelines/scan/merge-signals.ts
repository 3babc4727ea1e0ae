import { HORIZONS, type SignalColumns } from './signals.js';

/**
 * Several workers' signals as one list, in the order of date, scan and symbol: the same list however the
 * symbols were spread over workers.
 */
export function mergeSignals(parts: readonly SignalColumns[]): SignalColumns {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const join = <T extends Float64Array | Int32Array>(joined: T, pick: (part: SignalColumns) => T): T => {
    let offset = 0;
    for (const part of parts) {
      joined.set(pick(part), offset);
      offset += part.count;
    }
    return joined;
  };
  const integers = (pick: (part: SignalColumns) => Int32Array) => join(new Int32Array(count), pick);
  const doubles = (pick: (part: SignalColumns) => Float64Array) => join(new Float64Array(count), pick);
  const [scan, symbol] = [integers((part) => part.scan), integers((part) => part.symbol)];
  const time = doubles((part) => part.time);
  // Sorted by the least important first, each time leaving equals as they stand.
  const byScan = stableOrder(scan, stableOrder(symbol, Int32Array.from(symbol.keys())));
  const order = stableOrder(ranksOf(time), byScan);
  const inOrder = (pick: (part: SignalColumns) => Float64Array) => reorder(doubles(pick), order);
  return {
    count,
    scan: reorder(scan, order),
    symbol: reorder(symbol, order),
    time: reorder(time, order),
    score: inOrder((part) => part.score),
    close: inOrder((part) => part.close),
    forward: HORIZONS.map((_, h) => inOrder((part) => part.forward[h])),
    benchmark: HORIZONS.map((_, h) => inOrder((part) => part.benchmark[h])),
    due: HORIZONS.map((_, h) => inOrder((part) => part.due[h])),
  };
}

/** Rows ordered by a key of few values, by counting; rows of equal key stay in the order given. */
function stableOrder(key: Int32Array, rows: Int32Array): Int32Array {
  let most = 0;
  for (let i = 0; i < key.length; i++) if (key[i] > most) most = key[i];
  const next = new Int32Array(most + 2);
  for (let i = 0; i < key.length; i++) next[key[i] + 1]++;
  for (let k = 1; k < next.length; k++) next[k] += next[k - 1];
  const ordered = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) ordered[next[key[rows[i]]]++] = rows[i];
  return ordered;
}

/** The place of each value among the different ones. */
function ranksOf(values: Float64Array): Int32Array {
  const different = Float64Array.from(new Set(values)).sort();
  const rankOf = new Map<number, number>();
  different.forEach((value, rank) => rankOf.set(value, rank));
  return Int32Array.from(values, (value) => rankOf.get(value) ?? 0);
}

function reorder<T extends Float64Array | Int32Array>(values: T, order: Int32Array): T {
  const ordered = values.slice() as T;
  for (let i = 0; i < order.length; i++) ordered[i] = values[order[i]];
  return ordered;
}
