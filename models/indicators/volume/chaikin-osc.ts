import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { exponential } from '../stages/exponential.js';
import { moneyFlowVolume, runningTotal } from '../stages/money-flow.js';

export const chaikinOscIndicator = defineIndicator({
  name: 'chaikin_osc',
  title: 'Chaikin oscillator',
  group: 'volume',
  description:
    'Fast less slow EMA of the accumulation/distribution line, each started at the first value of the line.',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [bars(3, 'fast'), bars(10, 'slow')],
  outputs: ['value'],
  formula: 'EMA(adl, fast) − EMA(adl, slow)',
  source: 'Chaikin; Achelis (2000), p. 88; seeds as in TA-Lib ADOSC',
  lookback: ([fast, slow]) => Math.max(fast, slow) - 1,
  scratch: 4,
  memory: 6,
  run({ from, to, inputs: [h, l, c, v], outputs: [y], scratch: [flow, line, a, b], memory }, [fast, slow]) {
    moneyFlowVolume(h, l, c, v, flow, from, to);
    runningTotal(flow, line, from, to, memory, 0);
    exponential(line, a, from, to, 1, 2 / (fast + 1), memory, 1);
    exponential(line, b, from, to, 1, 2 / (slow + 1), memory, 3);
    let count = memory[5];
    const warmUp = Math.max(fast, slow);
    for (let i = from; i < to; i++) {
      const difference = a[i] - b[i];
      count = difference - difference === 0 ? count + 1 : 0;
      y[i] = count < warmUp ? Number.NaN : difference;
    }
    memory[5] = count;
  },
});
