import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { emaStage } from '../stages/exponential.js';

export const elderRayIndicator = defineIndicator({
  name: 'elder_ray',
  title: 'Elder ray',
  group: 'momentum',
  description: 'How far the high (bull) and the low (bear) lie from the EMA of the close.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(13)],
  outputs: ['bull', 'bear'],
  formula: 'bull = high − EMA(close, n); bear = low − EMA(close, n)',
  source: 'Elder, Trading for a Living (1993)',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 2,
  run({ from, to, inputs: [h, l, c], outputs: [bull, bear], scratch: [mean], memory }, [n]) {
    emaStage(c, mean, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      bull[i] = h[i] - mean[i];
      bear[i] = l[i] - mean[i];
    }
  },
});
