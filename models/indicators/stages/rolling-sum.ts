/**
 * Sum of the last `period` values divided by `divisor`, as a resumable stage. Uses memory[at … at+2].
 *
 * The running sum is compensated: the difference of the entering and the leaving value and its addition
 * are both split exactly into result and rounding error (Knuth, TAOCP 2, 4.2.2, TwoSum; Møller 1965),
 * and the errors are carried along. What remains is one rounding of the sum and one of the division,
 * whatever the number of bars, so that equal means come out equal within 2 ulp (< 1e-15 relative for
 * values of one sign).
 */
export function rollingSum(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  divisor: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let sum = memory[at + 1];
  let carry = memory[at + 2];
  for (let i = from; i < to; i++) {
    // The steady state, kept free of everything else: this loop is most of what a scan does.
    if (count >= period) {
      for (; i < to; i++) {
        const x = input[i];
        if (x - x !== 0) break;
        const old = input[i - period];
        const change = x - old;
        const part = change - x;
        const next = sum + change;
        const added = next - sum;
        carry += x - (change - part) - (old + part) + (sum - (next - added) + (change - added));
        sum = next;
        output[i] = (sum + carry) / divisor;
      }
      if (i === to) break;
    }
    const x = input[i];
    if (x - x !== 0) {
      count = 0;
      sum = 0;
      carry = 0;
      output[i] = Number.NaN;
      continue;
    }
    count++;
    const next = sum + x;
    const added = next - sum;
    carry += sum - (next - added) + (x - added);
    sum = next;
    output[i] = count < period ? Number.NaN : (sum + carry) / divisor;
  }
  memory[at] = count;
  memory[at + 1] = sum;
  memory[at + 2] = carry;
}

/** Mean of the last `period` values: `rollingSum` with the period as its divisor. Uses memory[at … at+2]. */
export function rollingMean(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  rollingSum(input, output, from, to, period, period, memory, at);
}
