import { sessionEnd } from './rank-by-session.js';

/** Values beyond this many standard deviations are held there. */
const LIMIT = 4;

/**
 * A feature less its mean over its standard deviation (ddof 1), within each session, held to ±4.
 * NaN stays NaN; a session without spread, or with one value, gives 0.
 *
 * @param values one value per row; @param session ascending, one per row.
 * @param output same length, fully overwritten and returned; may be `values` itself.
 */
export function standardiseBySession(
  values: Float32Array | Float64Array,
  session: Int32Array,
  output: Float32Array = new Float32Array(values.length),
): Float32Array {
  for (let from = 0; from < values.length; ) {
    const to = sessionEnd(session, from);
    let n = 0;
    let mean = 0;
    let squares = 0;
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value !== value) continue;
      n++;
      const step = value - mean;
      mean += step / n;
      squares += step * (value - mean);
    }
    const deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value !== value) output[i] = Number.NaN;
      else if (deviation === 0) output[i] = 0;
      else output[i] = Math.min(LIMIT, Math.max(-LIMIT, (value - mean) / deviation));
    }
    from = to;
  }
  return output;
}
