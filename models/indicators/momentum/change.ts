import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { exponential, emaStage } from '../stages/exponential.js';
import { lagged } from '../stages/lagged.js';
import { rollingMean } from '../stages/rolling-sum.js';

export const rocpIndicator = defineIndicator({
  name: 'rocp',
  title: 'Rate of change as a fraction',
  group: 'momentum',
  description: 'Change over n bars as a fraction of the earlier value.',
  inputs: ['series'],
  parameters: [bars(10)],
  outputs: ['value'],
  formula: 'x/x[n] − 1',
  source: 'TA-Lib ROCP',
  lookback: ([n]) => n,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    lagged(x, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = x[i] / y[i] - 1;
  },
});

export const rocrIndicator = defineIndicator({
  name: 'rocr',
  title: 'Rate of change as a ratio',
  group: 'momentum',
  description: 'Ratio of the value to the value n bars ago.',
  inputs: ['series'],
  parameters: [bars(10)],
  outputs: ['value'],
  formula: 'x/x[n]',
  source: 'TA-Lib ROCR',
  lookback: ([n]) => n,
  memory: 1,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    lagged(x, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = x[i] / y[i];
  },
});

export const rocBandsIndicator = defineIndicator({
  name: 'roc_bands',
  title: 'Rate of change with bands',
  group: 'momentum',
  description:
    'Change over n bars in percent, its EMA, and bands at plus and minus its root mean square over m bars.',
  inputs: ['series'],
  parameters: [bars(20), bars(5, 'ema_period'), bars(5, 'band_period')],
  outputs: ['roc', 'ema', 'upper', 'lower'],
  formula: 'roc = 100·(x/x[n] − 1); bands = ±√(mean of roc² over m)',
  source: 'Skender, Stock Indicators: ROC with bands',
  lookback: ([n, k, m]) => n + Math.max(k, m) - 1,
  scratch: 1,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [roc, ema, upper, lower], scratch: [square], memory }, [n, k, m]) {
    lagged(x, roc, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      roc[i] = 100 * (x[i] / roc[i] - 1);
      square[i] = roc[i] * roc[i];
    }
    emaStage(roc, ema, from, to, k, memory, 1);
    rollingMean(square, upper, from, to, m, memory, 3);
    for (let i = from; i < to; i++) {
      upper[i] = Math.sqrt(Math.max(0, upper[i]));
      lower[i] = -upper[i];
    }
  },
});

export const trixIndicator = defineIndicator({
  name: 'trix',
  title: 'TRIX',
  group: 'momentum',
  description: 'One-bar change, in percent, of a triple EMA.',
  inputs: ['series'],
  parameters: [bars(15)],
  outputs: ['value'],
  formula: '100·(E3/E3[1] − 1), E3 = EMA(EMA(EMA(x)))',
  source: 'Hutson, Good TRIX, Stocks & Commodities 1:5 (1983)',
  lookback: ([n]) => 3 * n - 2,
  scratch: 4,
  memory: 7,
  run({ from, to, inputs: [x], outputs: [y], scratch: [one, two, three, last], memory }, [n]) {
    emaStage(x, one, from, to, n, memory, 0);
    emaStage(one, two, from, to, n, memory, 2);
    emaStage(two, three, from, to, n, memory, 4);
    lagged(three, last, from, to, 1, memory, 6);
    for (let i = from; i < to; i++) y[i] = 100 * (three[i] / last[i] - 1);
  },
});

export const tsiIndicator = defineIndicator({
  name: 'tsi',
  title: 'True strength index',
  group: 'momentum',
  description:
    'Doubly smoothed change over doubly smoothed absolute change, −100 to 100, with a signal line. 0 when nothing changed.',
  inputs: ['series'],
  parameters: [bars(25, 'slow'), bars(13, 'fast'), bars(7, 'signal')],
  outputs: ['tsi', 'signal'],
  formula: '100·EMA(EMA(x − x[1], slow), fast)/EMA(EMA(|x − x[1]|, slow), fast); signal = EMA(tsi)',
  source: 'Blau, Momentum, Direction and Divergence (1995)',
  lookback: ([slow, fast, signal]) => slow + fast + signal - 2,
  scratch: 6,
  memory: 11,
  run(
    { from, to, inputs: [x], outputs: [y, line], scratch: [change, size, a, b, c, d], memory },
    [slow, fast, n],
  ) {
    lagged(x, change, from, to, 1, memory, 0);
    for (let i = from; i < to; i++) {
      change[i] = x[i] - change[i];
      size[i] = Math.abs(change[i]);
    }
    emaStage(change, a, from, to, slow, memory, 1);
    emaStage(a, b, from, to, fast, memory, 3);
    emaStage(size, c, from, to, slow, memory, 5);
    emaStage(c, d, from, to, fast, memory, 7);
    for (let i = from; i < to; i++) y[i] = d[i] === 0 ? 0 : (100 * b[i]) / d[i];
    emaStage(y, line, from, to, n, memory, 9);
  },
});

export const pmoIndicator = defineIndicator({
  name: 'pmo',
  title: 'Price momentum oscillator',
  group: 'momentum',
  description:
    'One-bar change in percent, smoothed twice with long custom averages (weight 2/n), times ten; with a signal line.',
  inputs: ['series'],
  parameters: [bars(35, 'time_period', 2), bars(20, 'smoothing', 2), bars(10, 'signal')],
  outputs: ['pmo', 'signal'],
  formula:
    'pmo = S(10·S(100·(x/x[1] − 1), n), m), S(y, k) ← S + 2/k·(y − S) seeded by a mean; signal = EMA(pmo)',
  source: 'Swenlin (DecisionPoint); StockCharts, ChartSchool: PMO',
  lookback: ([n, m, signal]) => n + m + signal - 2,
  scratch: 2,
  memory: 7,
  run({ from, to, inputs: [x], outputs: [y, line], scratch: [change, first], memory }, [n, m, signal]) {
    lagged(x, change, from, to, 1, memory, 0);
    for (let i = from; i < to; i++) change[i] = 100 * (x[i] / change[i] - 1);
    exponential(change, first, from, to, n, 2 / n, memory, 1);
    for (let i = from; i < to; i++) first[i] *= 10;
    exponential(first, y, from, to, m, 2 / m, memory, 3);
    emaStage(y, line, from, to, signal, memory, 5);
  },
});
