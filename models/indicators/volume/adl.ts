import { defineIndicator } from '../define-indicator.js';
import { moneyFlowVolume, runningTotal } from '../stages/money-flow.js';

export const adlIndicator = defineIndicator({
  name: 'adl',
  title: 'Accumulation/distribution line',
  group: 'volume',
  description:
    'Running total of volume weighted by where the close lies in the bar. A bar without range adds 0.',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [],
  outputs: ['value'],
  formula: 'adl ← adl + ((close − low) − (high − close))/(high − low)·volume',
  source: 'Chaikin; Achelis, Technical Analysis from A to Z (2000), p. 50',
  lookback: () => 0,
  scratch: 1,
  memory: 1,
  run({ from, to, inputs: [h, l, c, v], outputs: [y], scratch: [flow], memory }) {
    moneyFlowVolume(h, l, c, v, flow, from, to);
    runningTotal(flow, y, from, to, memory, 0);
  },
});
