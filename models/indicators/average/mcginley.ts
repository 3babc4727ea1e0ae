import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';

export const mcginleyIndicator = defineIndicator({
  name: 'mcginley',
  title: 'McGinley dynamic',
  group: 'average',
  description:
    'Average that speeds up in falling and slows down in rising markets. Starts from the first value, first output at the second. Needs positive values.',
  inputs: ['series'],
  parameters: [bars(14), real('k', 0.6, 0.01, 10)],
  outputs: ['value'],
  formula: 'd ← d + (x − d)/(k·n·(x/d)⁴)',
  source: 'McGinley, Journal of Technical Analysis (1997), as in Skender',
  lookback: () => 1,
  memory: 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n, k]) {
    let [known, value] = memory;
    for (let i = from; i < to; i++) {
      const price = x[i];
      y[i] = Number.NaN;
      if (!(price > 0) || price - price !== 0) {
        known = 0;
      } else if (known === 0) {
        known = 1;
        value = price;
      } else {
        const ratio = price / value;
        const square = ratio * ratio;
        const step = (price - value) / (k * n * square * square);
        value = step - step === 0 && value + step > 0 ? value + step : price;
        y[i] = value;
      }
    }
    memory[0] = known;
    memory[1] = value;
  },
});
