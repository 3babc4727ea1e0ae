import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMoments } from '../stages/rolling-moments.js';

export const zscoreIndicator = defineIndicator({
  name: 'ts_zscore',
  title: 'Z-score through time',
  group: 'statistics',
  description:
    'Distance of the value from the mean of the last n, in population standard deviations; NaN when they are all equal.',
  inputs: ['series'],
  parameters: [bars(20, 'period', 2)],
  outputs: ['value'],
  formula: '(x − mean(n))/σ(n)',
  source: 'Definition',
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [y], scratch: [mean, variance], memory }, [n]) {
    rollingMoments(x, mean, variance, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      y[i] = variance[i] === 0 ? Number.NaN : (x[i] - mean[i]) / Math.sqrt(variance[i]);
    }
  },
});
