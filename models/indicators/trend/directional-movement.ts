import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { directionalMovement, wilderSum } from '../stages/directional-movement.js';

const SOURCE = 'Wilder, New Concepts in Technical Trading Systems (1978), ch. IV; seeds as in TA-Lib';

export const plusDmIndicator = defineIndicator({
  name: 'plus_dm',
  title: 'Plus directional movement',
  group: 'trend',
  description:
    "Wilder's running sum of the rise of the high where it exceeds the fall of the low, in price units.",
  inputs: ['high', 'low'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'W ← W − W/n + DM; W starts as the sum of the first n − 1 movements',
  source: SOURCE,
  lookback: ([n]) => n,
  scratch: 3,
  memory: 3,
  run({ from, to, inputs: [h, l], outputs: [y], scratch: [plus, minus, range], memory }, [n]) {
    directionalMovement(h, l, l, plus, minus, range, from, to, memory, 2);
    wilderSum(plus, y, from, to, n, memory, 0);
  },
});

export const minusDmIndicator = defineIndicator({
  name: 'minus_dm',
  title: 'Minus directional movement',
  group: 'trend',
  description:
    "Wilder's running sum of the fall of the low where it exceeds the rise of the high, in price units.",
  inputs: ['high', 'low'],
  parameters: [bars(14, 'period', 2)],
  outputs: ['value'],
  formula: 'W ← W − W/n + DM; W starts as the sum of the first n − 1 movements',
  source: SOURCE,
  lookback: ([n]) => n,
  scratch: 3,
  memory: 3,
  run({ from, to, inputs: [h, l], outputs: [y], scratch: [plus, minus, range], memory }, [n]) {
    directionalMovement(h, l, l, plus, minus, range, from, to, memory, 2);
    wilderSum(minus, y, from, to, n, memory, 0);
  },
});
