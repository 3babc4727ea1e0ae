import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const rsiIndicator = defineIndicator({
  name: 'rsi',
  title: 'Relative strength index',
  group: 'momentum',
  description:
    "Share of gains in Wilder's average of gains and losses, 0 to 100. 100 when the average loss is 0, flat prices included.",
  inputs: ['series'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '100·G/(G+L), G and L = Wilder averages of gains and losses; first value after n changes',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978), ch. VI',
  lookback: ([n]) => n,
  memory: 4,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    rsiStage(x, y, from, to, n, memory, 0);
  },
});

/** Number of leading NaN of `rsi`: the period. */
export function rsiLookback(period: number): number {
  return rsiIndicator.lookback([period]);
}

/** Wilder's RSI of `period`, 0 to 100; see the record for formula, NaN rule and source. */
export function rsi(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  rsiIndicator.compute([input], [period], [output]);
  return output;
}

/** Resumable RSI loop for indicators built on it. Uses memory[at … at+3]. */
export function rsiStage(
  input: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  let last = memory[at + 1];
  let gain = memory[at + 2];
  let loss = memory[at + 3];
  const alpha = 1 / period;
  for (let i = from; i < to; i++) {
    const x = input[i];
    const change = x - last;
    last = x;
    if (count > period) {
      const up = change > 0 ? change : 0;
      gain += alpha * (up - gain);
      loss += alpha * (up - change - loss);
      output[i] = loss > 0 ? (100 * gain) / (gain + loss) : 100;
      if (change - change === 0) continue;
    }
    output[i] = Number.NaN;
    if (x - x !== 0 || count === 0) {
      count = x - x === 0 ? 1 : 0;
      gain = 0;
      loss = 0;
      continue;
    }
    count++;
    if (change > 0) gain += change;
    else loss -= change;
    if (count > period) {
      gain /= period;
      loss /= period;
      output[i] = loss > 0 ? (100 * gain) / (gain + loss) : 100;
    }
  }
  memory[at] = count;
  memory[at + 1] = last;
  memory[at + 2] = gain;
  memory[at + 3] = loss;
}
