import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingDeviation } from '../stages/rolling-deviation.js';
import { rollingMoments } from '../stages/rolling-moments.js';

export const meanDeviationIndicator = defineIndicator({
  name: 'mean_deviation',
  title: 'Mean absolute deviation',
  group: 'statistics',
  description: 'Mean distance of the last n values from their mean.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'Σ|x − mean|/n',
  source: 'Definition; TA-Lib AVGDEV, Tulip md',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], scratch: [mean], memory }, [n]) {
    rollingDeviation(x, mean, y, from, to, n, memory, 0);
  },
});

export const standardErrorIndicator = defineIndicator({
  name: 'standard_error',
  title: 'Standard error of the mean',
  group: 'statistics',
  description: 'Population standard deviation of the last n values over the root of n.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'σ(n)/√n',
  source: 'Tulip Indicators: stderr',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [y], scratch: [mean], memory }, [n]) {
    rollingMoments(x, mean, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = Math.sqrt(y[i] / n);
  },
});

export const smaAnalysisIndicator = defineIndicator({
  name: 'sma_analysis',
  title: 'Errors around the mean',
  group: 'statistics',
  description:
    'How far the last n values lie from their mean: mean absolute deviation, mean square error, and mean absolute error as a fraction of the values.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['mad', 'mse', 'mape'],
  formula: 'mad = mean|x − m|; mse = mean (x − m)²; mape = mean |x − m|/x, m = mean(n)',
  source: 'Skender, Stock Indicators: SMA analysis',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [mad, mse, mape], scratch: [mean], memory }, [n]) {
    rollingDeviation(x, mean, mad, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const m = mean[i];
      let square = m;
      let relative = m;
      if (m - m === 0) {
        square = 0;
        relative = 0;
        for (let j = i - n + 1; j <= i; j++) {
          const error = x[j] - m;
          square += error * error;
          relative += Math.abs(error) / x[j];
        }
      }
      mse[i] = square / n;
      mape[i] = relative / n;
    }
  },
});
