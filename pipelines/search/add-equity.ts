/**
 * Adds an account to a sum, session by session: before its first bar an account holds its cash, after its
 * last what it was worth then.
 * @param rows session of each bar.
 */
export function addEquity(own: Float64Array, rows: Int32Array, sum: Float64Array): void {
  let bar = 0;
  for (let session = 0; session < sum.length; session++) {
    while (bar + 1 < rows.length && rows[bar + 1] <= session) bar++;
    sum[session] += own[bar];
  }
}
