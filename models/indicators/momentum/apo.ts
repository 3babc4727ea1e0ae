import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { emaStage } from '../stages/exponential.js';

export const apoIndicator = defineIndicator({
  name: 'apo',
  title: 'Absolute price oscillator',
  group: 'momentum',
  description: 'Fast less slow EMA, in units of the series.',
  inputs: ['series'],
  parameters: [bars(12, 'fast'), bars(26, 'slow')],
  outputs: ['value'],
  formula: 'EMA(fast) − EMA(slow)',
  source: 'Appel; TA-Lib APO with exponential averages',
  lookback: ([fast, slow]) => Math.max(fast, slow) - 1,
  scratch: 2,
  memory: 4,
  run({ from, to, inputs: [x], outputs: [y], scratch: [a, b], memory }, [fast, slow]) {
    emaStage(x, a, from, to, fast, memory, 0);
    emaStage(x, b, from, to, slow, memory, 2);
    for (let i = from; i < to; i++) y[i] = a[i] - b[i];
  },
});
