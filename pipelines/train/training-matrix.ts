/**
 * Everything a training looks at, one row per symbol and session, sorted by session. Arrays that worker
 * threads read lie in shared memory.
 */
export interface TrainingMatrix {
  readonly features: readonly { readonly name: string; readonly expression: string }[];
  /** One column per feature, already transformed within each session; NaN for missing. */
  readonly columns: readonly Float32Array[];
  /** Session number of each row, ascending, and the UTC milliseconds of every session. */
  readonly session: Int32Array;
  readonly sessions: Float64Array;
  /** Place of each row's symbol in `symbolNames`. */
  readonly symbol: Int32Array;
  readonly symbolNames: readonly string[];
  readonly symbols: number;
  /** Symbols whose bars end before the market's do. */
  readonly delisted: number;
  /** Value that is predicted, and the plain forward return that it pays. Both known in every row. */
  readonly label: Float64Array;
  readonly forward: Float64Array;
  readonly labelName: string;
  /** Bars from a row to the close at which its label is known. */
  readonly horizon: number;
  /** Weight of each row in training. */
  readonly weight: Float64Array;
  /** Scores to beat, by name; NaN where a baseline has none. */
  readonly baselines: Readonly<Record<string, Float64Array>>;
  /**
   * Rank within its session of each row's market beta over its whole history, for judging alone; NaN
   * where unknown. A beta of the bars before would leave a part of the market in what it is taken out of.
   */
  readonly beta: Float32Array;
  /** For slices: a label per row or per session. */
  readonly sector: Int32Array;
  readonly sectorNames: readonly string[];
  readonly dollarVolume: Float64Array;
  readonly regime: readonly string[];
  readonly universe: string;
  readonly source: string;
  readonly isSynthetic: boolean;
  readonly dataHash: string;
}

/** First row of each session, and at the end the number of rows. */
export function sessionOffsets(matrix: Pick<TrainingMatrix, 'session' | 'sessions'>): Int32Array {
  const offsets = new Int32Array(matrix.sessions.length + 1);
  let row = 0;
  for (let t = 0; t < matrix.sessions.length; t++) {
    offsets[t] = row;
    while (row < matrix.session.length && matrix.session[row] === t) row++;
  }
  offsets[matrix.sessions.length] = row;
  return offsets;
}
