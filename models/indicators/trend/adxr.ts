import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { directionalIndex } from '../stages/directional-movement.js';
import { wilderStage } from '../stages/exponential.js';
import { lagged } from '../stages/lagged.js';

export const adxrIndicator = defineIndicator({
  name: 'adxr',
  title: 'Average directional index rating',
  group: 'trend',
  description: 'Mean of the ADX now and n − 1 bars ago, 0 to 100.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '(ADX + ADX[n − 1])/2',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978), ch. IV; distance n − 1 as in TA-Lib',
  lookback: ([n]) => 3 * n - 2,
  scratch: 7,
  memory: 10,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch, memory }, [n]) {
    const adx = scratch[6];
    directionalIndex(h, l, c, scratch, scratch[3], scratch[4], scratch[5], from, to, n, memory, 0);
    wilderStage(scratch[5], adx, from, to, n, memory, 7);
    lagged(adx, y, from, to, n - 1, memory, 9);
    for (let i = from; i < to; i++) y[i] = (adx[i] + y[i]) / 2;
  },
});
