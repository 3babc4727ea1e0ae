import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { directionalIndex } from '../stages/directional-movement.js';
import { wilderStage } from '../stages/exponential.js';

const SOURCE = 'Wilder, New Concepts in Technical Trading Systems (1978), ch. IV; seeds as in TA-Lib';
const INPUTS = ['high', 'low', 'close'] as const;

export const plusDiIndicator = defineIndicator({
  name: 'plus_di',
  title: 'Plus directional indicator',
  group: 'trend',
  description:
    'Upward directional movement in percent of the true range, 0 to 100; 0 when there is no range.',
  inputs: INPUTS,
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '100·W(+DM)/W(TR), W(x) ← W − W/n + x',
  source: SOURCE,
  lookback: ([n]) => n,
  scratch: 5,
  memory: 7,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch, memory }, [n]) {
    directionalIndex(h, l, c, scratch, y, scratch[3], scratch[4], from, to, n, memory, 0);
  },
});

export const minusDiIndicator = defineIndicator({
  name: 'minus_di',
  title: 'Minus directional indicator',
  group: 'trend',
  description:
    'Downward directional movement in percent of the true range, 0 to 100; 0 when there is no range.',
  inputs: INPUTS,
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '100·W(−DM)/W(TR), W(x) ← W − W/n + x',
  source: SOURCE,
  lookback: ([n]) => n,
  scratch: 5,
  memory: 7,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch, memory }, [n]) {
    directionalIndex(h, l, c, scratch, scratch[3], y, scratch[4], from, to, n, memory, 0);
  },
});

export const dxIndicator = defineIndicator({
  name: 'dx',
  title: 'Directional movement index',
  group: 'trend',
  description: 'Relative distance of +DI and −DI, 0 to 100; 0 when there is no directional movement.',
  inputs: INPUTS,
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '100·|+DI − −DI|/(+DI + −DI)',
  source: SOURCE,
  lookback: ([n]) => n,
  scratch: 5,
  memory: 7,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch, memory }, [n]) {
    directionalIndex(h, l, c, scratch, scratch[3], scratch[4], y, from, to, n, memory, 0);
  },
});

export const adxIndicator = defineIndicator({
  name: 'adx',
  title: 'Average directional index',
  group: 'trend',
  description: 'Strength of a trend, whatever its direction: Wilder average of DX, 0 to 100.',
  inputs: INPUTS,
  parameters: [bars(14)],
  outputs: ['value'],
  formula: 'Wilder average of DX(n) over n values; first = their mean',
  source: SOURCE,
  lookback: ([n]) => 2 * n - 1,
  scratch: 6,
  memory: 9,
  run({ from, to, inputs: [h, l, c], outputs: [y], scratch, memory }, [n]) {
    directionalIndex(h, l, c, scratch, scratch[3], scratch[4], scratch[5], from, to, n, memory, 0);
    wilderStage(scratch[5], y, from, to, n, memory, 7);
  },
});

/** Average directional index of `period`, 0 to 100, first at index 2·period − 1; see the record. */
export function adx(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  output = new Float64Array(close.length),
): Float64Array {
  adxIndicator.compute([high, low, close], [period], [output]);
  return output;
}
