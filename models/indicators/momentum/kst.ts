import { defineIndicator } from '../define-indicator.js';
import { lagged } from '../stages/lagged.js';
import { rollingMean } from '../stages/rolling-sum.js';
import { weightedMean } from '../stages/weighted-mean.js';
import { bars } from '../parameters.js';

const CHANGES = [10, 15, 20, 30] as const;
const MEANS = [10, 10, 10, 15] as const;

export const kstIndicator = defineIndicator({
  name: 'kst',
  title: 'Know sure thing',
  group: 'momentum',
  description: 'Weighted sum of four smoothed rates of change, with a signal line.',
  inputs: ['series'],
  parameters: [bars(9, 'signal')],
  outputs: ['kst', 'signal'],
  formula: 'Σ k·SMA(roc(10, 15, 20, 30), 10, 10, 10, 15), k = 1 … 4; signal = SMA(kst)',
  source: 'Pring, Stocks & Commodities 10:9 (1992)',
  lookback: ([n]) => 43 + n,
  readsBack: true,
  scratch: 2,
  memory: 19,
  run({ from, to, inputs: [x], outputs: [y, line], scratch: [change, mean], memory }, [n]) {
    for (let i = from; i < to; i++) y[i] = 0;
    for (let k = 0; k < 4; k++) {
      lagged(x, change, from, to, CHANGES[k], memory, 4 * k);
      for (let i = from; i < to; i++) change[i] = 100 * (x[i] / change[i] - 1);
      rollingMeanAnew(change, mean, x, from, to, MEANS[k], CHANGES[k], memory, 4 * k + 1);
      for (let i = from; i < to; i++) y[i] += (k + 1) * mean[i];
    }
    rollingMean(y, line, from, to, n, memory, 16);
  },
});

/** Mean of the last `period` rates of change, each formed again from the series: scratch is shared by four. */
function rollingMeanAnew(
  change: Float64Array,
  mean: Float64Array,
  x: Float64Array,
  from: number,
  to: number,
  period: number,
  lag: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  for (let i = from; i < to; i++) {
    count = change[i] - change[i] === 0 ? count + 1 : 0;
    let sum = count < period ? Number.NaN : 0;
    if (count >= period) for (let j = i - period + 1; j <= i; j++) sum += 100 * (x[j] / x[j - lag] - 1);
    mean[i] = sum / period;
  }
  memory[at] = count;
}

export const coppockIndicator = defineIndicator({
  name: 'coppock',
  title: 'Coppock curve',
  group: 'momentum',
  description:
    'Weighted mean of the sum of two rates of change. Meant for monthly bars; the lengths are bars.',
  inputs: ['series'],
  parameters: [bars(10), bars(11, 'short'), bars(14, 'long')],
  outputs: ['value'],
  formula: 'WMA(roc(long) + roc(short), n)',
  source: 'Coppock, Barron’s (1962)',
  lookback: ([n, short, long]) => Math.max(short, long) + n - 1,
  scratch: 3,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [a, b, total], memory }, [n, short, long]) {
    lagged(x, a, from, to, short, memory, 0);
    lagged(x, b, from, to, long, memory, 1);
    for (let i = from; i < to; i++) total[i] = 100 * (x[i] / a[i] - 1) + 100 * (x[i] / b[i] - 1);
    weightedMean(total, y, from, to, n, memory, 2);
  },
});
