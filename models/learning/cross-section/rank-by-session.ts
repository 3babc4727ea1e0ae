import { createArgsort } from '../../statistics/index.js';

/**
 * A feature as its rank within each session, from -0.5 (lowest) to 0.5 (highest), ties averaged:
 * (average rank - ½) / n - ½. It forgets levels, units and outliers, so that no model ever sees a raw
 * price and every date weighs the same. A missing value stays NaN and takes no rank.
 *
 * @param values one value per row; @param session ascending, one per row.
 * @param output same length, fully overwritten and returned; may be `values` itself.
 */
export function rankBySession(
  values: Float32Array | Float64Array,
  session: Int32Array,
  output: Float32Array = new Float32Array(values.length),
): Float32Array {
  const n = values.length;
  let largest = 0;
  for (let from = 0; from < n; ) {
    const to = sessionEnd(session, from);
    largest = Math.max(largest, to - from);
    from = to;
  }
  const present = new Float64Array(largest);
  const rows = new Int32Array(largest);
  const argsort = createArgsort(largest);
  for (let from = 0; from < n; ) {
    const to = sessionEnd(session, from);
    let count = 0;
    for (let i = from; i < to; i++) {
      const value = values[i];
      output[i] = Number.NaN;
      if (value !== value) continue;
      present[count] = value;
      rows[count++] = i;
    }
    const order = argsort.sort(present, count);
    for (let start = 0; start < count; ) {
      const value = present[order[start]];
      let end = start + 1;
      while (end < count && present[order[end]] === value) end++;
      const rank = (start + end) / 2 / count - 0.5;
      for (let k = start; k < end; k++) output[rows[order[k]]] = rank;
      start = end;
    }
    from = to;
  }
  return output;
}

/** First row after `from` that belongs to another session. */
export function sessionEnd(session: Int32Array, from: number): number {
  let to = from + 1;
  while (to < session.length && session[to] === session[from]) to++;
  return to;
}
