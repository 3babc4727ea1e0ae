import { rankBySession } from '../../models/learning/index.js';
import { testProbabilities } from './test-probabilities.js';
import type { TrainingMatrix } from './training-matrix.js';

/** Out-of-sample rows of a matrix and the scores that models gave them. */
export interface ScoredRows {
  /** Rows of the matrix, ascending. */
  readonly rows: Int32Array;
  readonly score: Float64Array;
}

/** What is known of rows under test; one value each, by session. */
export interface TestRows extends ScoredRows {
  readonly session: Int32Array;
  readonly symbol: Int32Array;
  readonly label: Float64Array;
  /** 1 where the label is above the middle of its session, else 0. */
  readonly above: Float64Array;
  readonly forward: Float64Array;
  /** Of being above the middle, under a calibration of earlier rows; NaN for those earlier rows. */
  readonly probability: Float64Array;
}

/** What is known of scored rows. */
export function testRows(matrix: TrainingMatrix, { rows, score }: ScoredRows): TestRows {
  const session = Int32Array.from(rows, (row) => matrix.session[row]);
  const label = pick(matrix.label, rows);
  const above = aboveMiddle(label, session);
  return {
    rows,
    score,
    session,
    symbol: Int32Array.from(rows, (row) => matrix.symbol[row]),
    label,
    above,
    forward: pick(matrix.forward, rows),
    probability: testProbabilities(score, above, session, matrix.horizon),
  };
}

/** Some of the rows, each as it was among all of them. */
export function someRows(test: TestRows, isIncluded: (place: number) => boolean): TestRows {
  const places = test.rows.map((_, place) => place).filter(isIncluded);
  const integers = (values: Int32Array) => Int32Array.from(places, (place) => values[place]);
  return {
    rows: integers(test.rows),
    score: pick(test.score, places),
    session: integers(test.session),
    symbol: integers(test.symbol),
    label: pick(test.label, places),
    above: pick(test.above, places),
    forward: pick(test.forward, places),
    probability: pick(test.probability, places),
  };
}

/** 1 where the label is above the middle of its session. */
export function aboveMiddle(label: Float64Array, session: Int32Array): Float64Array {
  return Float64Array.from(rankBySession(label, session), (rank) => (rank > 0 ? 1 : 0));
}

/** The values of some rows, in their order. */
export function pick(values: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]];
  return picked;
}
