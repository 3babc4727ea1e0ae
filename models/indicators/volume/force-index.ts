import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { emaStage } from '../stages/exponential.js';
import { lagged } from '../stages/lagged.js';

export const forceIndexIndicator = defineIndicator({
  name: 'force_index',
  title: 'Force index',
  group: 'volume',
  description: 'EMA of the change of the close times volume.',
  inputs: ['close', 'volume'],
  parameters: [bars(13)],
  outputs: ['value'],
  formula: 'EMA((close − close[1])·volume, n)',
  source: 'Elder, Trading for a Living (1993)',
  lookback: ([n]) => n,
  scratch: 2,
  memory: 3,
  run({ from, to, inputs: [c, v], outputs: [y], scratch: [previous, force], memory }, [n]) {
    lagged(c, previous, from, to, 1, memory, 0);
    for (let i = from; i < to; i++) force[i] = (c[i] - previous[i]) * v[i];
    emaStage(force, y, from, to, n, memory, 1);
  },
});
