import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { moneyFlowVolume } from '../stages/money-flow.js';
import { rollingSum } from '../stages/rolling-sum.js';

export const cmfIndicator = defineIndicator({
  name: 'cmf',
  title: 'Chaikin money flow',
  group: 'volume',
  description: 'Money flow volume over volume of n bars, −1 to 1. NaN where no volume traded in the window.',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'Σ mfv/Σ volume, mfv = ((close − low) − (high − close))/(high − low)·volume',
  source: 'Chaikin (1980s), as in StockCharts, ChartSchool',
  lookback: ([n]) => n - 1,
  scratch: 3,
  memory: 6,
  run({ from, to, inputs: [h, l, c, v], outputs: [y], scratch: [flow, top, bottom], memory }, [n]) {
    moneyFlowVolume(h, l, c, v, flow, from, to);
    rollingSum(flow, top, from, to, n, 1, memory, 0);
    rollingSum(v, bottom, from, to, n, 1, memory, 3);
    for (let i = from; i < to; i++) y[i] = bottom[i] === 0 ? Number.NaN : top[i] / bottom[i];
  },
});
