import type { Operator } from './operator.js';

/** The value of `bars` bars ago: NaN for the first `bars` bars. */
export const lag: Operator = {
  name: 'lag',
  lookback: ([bars]) => bars,
  history: ([bars]) => bars,
  compute([input], [bars], [output]) {
    const n = output.length;
    output.fill(Number.NaN, 0, Math.min(bars, n));
    if (bars < n) output.set(input.subarray(0, n - bars), bars);
  },
};

/**
 * Bars since the condition was last true, 0 on a bar where it is. NaN before the first time; a bar on
 * which the condition is unknown passes like one on which it is false.
 */
export const since: Operator = {
  name: 'since',
  lookback: () => 0,
  compute: (inputs, _, [output]) => countBarsSince(inputs, output, Number.NaN),
  goOn: countBarsSince,
};

/** The value on the last bar on which the condition was true. NaN before the first time. */
export const valueWhen: Operator = {
  name: 'value_when',
  lookback: () => 0,
  compute: (inputs, _, [output]) => holdLastValue(inputs, output, Number.NaN),
  goOn: holdLastValue,
};

/** Bars among the last `period` on which the condition is true; NaN while any of them is unknown. */
export const count: Operator = {
  name: 'count',
  lookback: ([period]) => period - 1,
  history: ([period]) => period - 1,
  compute([condition], [period], [output]) {
    let trues = 0;
    let unknowns = 0;
    for (let i = 0; i < output.length; i++) {
      const entering = condition[i];
      if (entering === 1) trues++;
      else if (entering !== 0) unknowns++;
      if (i >= period) {
        const leaving = condition[i - period];
        if (leaving === 1) trues--;
        else if (leaving !== 0) unknowns--;
      }
      output[i] = i < period - 1 || unknowns > 0 ? Number.NaN : trues;
    }
  },
};

function countBarsSince([condition]: readonly Float64Array[], output: Float64Array, before: number): void {
  let bars = before;
  for (let i = 0; i < output.length; i++) {
    bars = condition[i] === 1 ? 0 : bars + 1;
    output[i] = bars;
  }
}

function holdLastValue(
  [condition, value]: readonly Float64Array[],
  output: Float64Array,
  before: number,
): void {
  let last = before;
  for (let i = 0; i < output.length; i++) {
    if (condition[i] === 1) last = value[i];
    output[i] = last;
  }
}
