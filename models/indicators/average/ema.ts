import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { emaStage } from '../stages/exponential.js';

export const emaIndicator = defineIndicator({
  name: 'ema',
  title: 'Exponential moving average',
  group: 'average',
  description:
    'Average with weights that fall by a constant factor; seeded with the mean of the first n values.',
  inputs: ['series'],
  parameters: [bars(20)],
  outputs: ['value'],
  formula: 'ema ← ema + 2/(n+1) · (x − ema); first value = SMA(n)',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 209; SMA seed as in TA-Lib',
  lookback: ([n]) => n - 1,
  memory: 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    emaStage(x, y, from, to, n, memory, 0);
  },
});

/** Number of leading NaN of `ema`: period − 1. */
export function emaLookback(period: number): number {
  return emaIndicator.lookback([period]);
}

/** Exponential average of `period`; see the record for formula, NaN rule and source. */
export function ema(
  input: Float64Array,
  period: number,
  output = new Float64Array(input.length),
): Float64Array {
  emaIndicator.compute([input], [period], [output]);
  return output;
}
