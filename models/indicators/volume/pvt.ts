import { defineIndicator } from '../define-indicator.js';
import { runningTotal } from '../stages/money-flow.js';

export const pvtIndicator = defineIndicator({
  name: 'pvt',
  title: 'Price and volume trend',
  group: 'volume',
  description: 'Running total of volume times the relative change of the close; 0 on the first bar.',
  inputs: ['close', 'volume'],
  parameters: [],
  outputs: ['value'],
  formula: 'pvt ← pvt + volume·(close/close[1] − 1)',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 241',
  lookback: () => 0,
  scratch: 1,
  memory: 2,
  run({ from, to, inputs: [c, v], outputs: [y], scratch: [flow], memory }) {
    let previous = memory[0] === 0 ? Number.NaN : c[from - 1] + 0 * v[from - 1];
    memory[0] = 1;
    for (let i = from; i < to; i++) {
      const change = c[i] / previous - 1;
      flow[i] = previous - previous === 0 ? v[i] * change : 0 * (v[i] + c[i]);
      previous = c[i] + 0 * v[i];
    }
    runningTotal(flow, y, from, to, memory, 1);
  },
});
