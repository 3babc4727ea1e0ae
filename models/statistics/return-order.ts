import { createArgsort } from './argsort.js';

/** The cells of a date-major matrix in ascending order of their values, session by session. */
export interface ReturnOrder {
  /** Session t's cells from `t * symbols` on, as many as `counts[t]`. */
  readonly cells: Int32Array;
  readonly counts: Int32Array;
}

/**
 * Sorts forward returns once, so that many scores can be ranked against them.
 * @param forward date-major matrix of sessions x `symbols`, NaN = absent and left out.
 */
export function orderReturns(forward: Float64Array, symbols: number): ReturnOrder {
  const sessions = symbols === 0 ? 0 : forward.length / symbols;
  const cells = new Int32Array(forward.length);
  const counts = new Int32Array(sessions);
  const argsort = createArgsort(symbols);
  const values = new Float64Array(symbols);
  const present = new Int32Array(symbols);
  for (let t = 0; t < sessions; t++) {
    const row = t * symbols;
    let n = 0;
    for (let cell = row; cell < row + symbols; cell++) {
      if (Number.isNaN(forward[cell])) continue;
      values[n] = forward[cell];
      present[n++] = cell;
    }
    const order = argsort.sort(values, n);
    for (let k = 0; k < n; k++) cells[row + k] = present[order[k]];
    counts[t] = n;
  }
  return { cells, counts };
}

/**
 * The order that sorts a session's returns when only some of them are kept.
 * @param place position of each kept symbol among those kept, −1 for the others.
 * @param output at least as long as there are kept symbols; overwritten and returned.
 */
export function orderOfKept(
  { cells, counts }: ReturnOrder,
  session: number,
  place: Int32Array,
  output: Int32Array,
): Int32Array {
  const row = session * place.length;
  let n = 0;
  for (let k = row; k < row + counts[session]; k++) {
    const at = place[cells[k] - row];
    if (at >= 0) output[n++] = at;
  }
  return output;
}
