/**
 * Prediction intervals whose coverage is measured. `level` is the wanted coverage; `used` the level at
 * which residuals were cut at the end, after it had been adapted to the errors made.
 */
export interface ConformalRecord {
  readonly level: number;
  readonly used: number;
  /** Half-width that applies next: prediction ± width. */
  readonly width: number;
  readonly coverage: number;
  readonly n: number;
  /** Coverage and half-width per session with an interval. */
  readonly sessions: Int32Array;
  readonly coverageBySession: Float64Array;
  readonly widthBySession: Float64Array;
}

export interface ConformalOptions {
  /** Wanted coverage, 0 … 1. */
  readonly level: number;
  /** Sessions between a prediction and its outcome: a residual is known only after so many. */
  readonly horizon: number;
  /** Sessions of residuals that the interval is cut from. */
  readonly window: number;
  /** Step of the adaptation; 0 is plain split conformal. */
  readonly rate: number;
}

/**
 * Adaptive conformal inference (Gibbs and Candès 2021) over time: on each session the interval is
 * prediction ± the quantile of the absolute residuals already known (Lei et al. 2018, split conformal),
 * and the quantile's level moves by `rate` x (wanted miss rate - miss rate of that session).
 * The residual of session t is used from session t + horizon + 1 on, never before.
 *
 * @param session ascending; rows of predictions out of sample with their outcomes.
 */
export function conformalThroughTime(
  prediction: Float64Array,
  outcome: Float64Array,
  session: Int32Array,
  options: ConformalOptions,
): ConformalRecord {
  const { level, horizon, window, rate } = options;
  if (!(level > 0 && level < 1))
    throw new Error(`conformalThroughTime: level must be in (0, 1), was ${level}`);
  const starts = sessionStarts(session);
  const sessions: number[] = [];
  const coverages: number[] = [];
  const widths: number[] = [];
  /** Miss rate asked for, adapted; and the misses of sessions whose outcome is not known yet. */
  let miss = 1 - level;
  const pending: { readonly session: number; readonly missed: number }[] = [];
  let covered = 0;
  let n = 0;
  for (let k = 0; k + 1 < starts.length; k++) {
    const now = session[starts[k]];
    while (pending.length > 0 && pending[0].session + horizon < now) {
      miss += rate * (1 - level - (pending.shift()?.missed ?? 0));
    }
    const known = knownResiduals(prediction, outcome, session, starts, k, now - horizon, window);
    if (known.length === 0) continue;
    const width = residualQuantile(known, 1 - miss);
    let inside = 0;
    for (let i = starts[k]; i < starts[k + 1]; i++) {
      if (Math.abs(outcome[i] - prediction[i]) <= width) inside++;
    }
    const size = starts[k + 1] - starts[k];
    sessions.push(now);
    coverages.push(inside / size);
    widths.push(width);
    pending.push({ session: now, missed: 1 - inside / size });
    covered += inside;
    n += size;
  }
  const last = starts.length - 1;
  const known = knownResiduals(prediction, outcome, session, starts, last, Infinity, window);
  return {
    level,
    used: 1 - miss,
    width: known.length === 0 ? Number.NaN : residualQuantile(known, 1 - miss),
    coverage: n > 0 ? covered / n : Number.NaN,
    n,
    sessions: Int32Array.from(sessions),
    coverageBySession: Float64Array.from(coverages),
    widthBySession: Float64Array.from(widths),
  };
}

function sessionStarts(session: Int32Array): number[] {
  const starts = [0];
  for (let i = 1; i < session.length; i++) if (session[i] !== session[i - 1]) starts.push(i);
  return session.length === 0 ? [0] : [...starts, session.length];
}

/** Sorted absolute residuals of the last `window` sessions before `before`, among the first `count`. */
function knownResiduals(
  prediction: Float64Array,
  outcome: Float64Array,
  session: Int32Array,
  starts: readonly number[],
  count: number,
  before: number,
  window: number,
): Float64Array {
  let end = count;
  while (end > 0 && session[starts[end - 1]] >= before) end--;
  const from = starts[Math.max(0, end - window)];
  const to = starts[end];
  const residuals = new Float64Array(to - from);
  for (let i = from; i < to; i++) residuals[i - from] = Math.abs(outcome[i] - prediction[i]);
  return residuals.sort();
}

/** The ⌈(n + 1) level⌉-th smallest, as split conformal asks; the largest where that is beyond n. */
function residualQuantile(sorted: Float64Array, level: number): number {
  const rank = Math.ceil((sorted.length + 1) * Math.min(1, Math.max(0, level)));
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
}
