import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rollingRegression } from '../stages/rolling-regression.js';

export const foscIndicator = defineIndicator({
  name: 'fosc',
  title: 'Forecast oscillator',
  group: 'momentum',
  description:
    'Distance of the value from the forecast made for it on the bar before, in percent of the value.',
  inputs: ['series'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: '100·(x − forecast(n)[1])/x',
  source: 'Chande; Achelis, Technical Analysis from A to Z (2000), p. 147',
  lookback: ([n]) => n,
  scratch: 3,
  memory: 2,
  run({ from, to, inputs: [x], outputs: [y], scratch: [slope, forecast, squares], memory }, [n]) {
    rollingRegression(x, slope, forecast, squares, from, to, n, memory, 0);
    for (let i = from; i < to; i++) forecast[i] += (slope[i] * (n + 1)) / 2;
    lagged(forecast, y, from, to, 1, memory, 1);
    for (let i = from; i < to; i++) y[i] = x[i] === 0 ? Number.NaN : (100 * (x[i] - y[i])) / x[i];
  },
});
