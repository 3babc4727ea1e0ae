import { sessionEnd } from './rank-by-session.js';

/**
 * What is left of a column after its regression on an exposure, within each session (ordinary least
 * squares with an intercept). Rows whose exposure is unknown keep their value less the session's mean;
 * a NaN value stays NaN.
 *
 * @param session ascending, one per row.
 */
export function residualBySession(
  values: Float32Array | Float64Array,
  exposure: Float32Array | Float64Array,
  session: Int32Array,
): Float64Array {
  const out = new Float64Array(values.length);
  for (let from = 0; from < values.length; ) {
    const to = sessionEnd(session, from);
    let n = 0;
    let known = 0;
    let meanValue = 0;
    let meanExposure = 0;
    for (let i = from; i < to; i++) {
      if (values[i] !== values[i]) continue;
      meanValue += values[i];
      n++;
      if (exposure[i] !== exposure[i]) continue;
      meanExposure += exposure[i];
      known++;
    }
    meanValue /= n;
    meanExposure /= known;
    let cross = 0;
    let squares = 0;
    for (let i = from; i < to; i++) {
      const gap = exposure[i] - meanExposure;
      if (values[i] !== values[i] || gap !== gap) continue;
      cross += gap * (values[i] - meanValue);
      squares += gap * gap;
    }
    const slope = squares > 0 ? cross / squares : 0;
    for (let i = from; i < to; i++) {
      const gap = exposure[i] - meanExposure;
      out[i] = values[i] - meanValue - (gap === gap ? slope * gap : 0);
    }
    from = to;
  }
  return out;
}
