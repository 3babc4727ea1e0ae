import { sessionEnd } from '../cross-section/rank-by-session.js';
import { createRandom } from '../../random/index.js';

/**
 * What a score loses when one feature is shuffled among the rows of each date (Breiman 2001; by date, so
 * that the feature keeps its distribution on every day): skill with the feature less skill without it.
 *
 * @param skill figure of merit of a column of scores, higher is better.
 * @param predict scores of rows given as feature columns.
 */
export function permutationImportance(
  columns: readonly Float32Array[],
  session: Int32Array,
  predict: (columns: readonly Float32Array[]) => Float32Array,
  skill: (score: Float32Array) => number,
  seed: number,
): Float64Array {
  const whole = skill(predict(columns));
  const random = createRandom(seed).stream('permutation importance');
  return Float64Array.from(columns, (column, f) => {
    const shuffled = column.slice();
    for (let from = 0; from < session.length; ) {
      const to = sessionEnd(session, from);
      random.shuffle(shuffled.subarray(from, to));
      from = to;
    }
    return whole - skill(predict(columns.map((other, k) => (k === f ? shuffled : other))));
  });
}
