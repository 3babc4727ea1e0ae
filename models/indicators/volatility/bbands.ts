import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { rollingMoments } from '../stages/rolling-moments.js';

export interface BbandsOptions {
  readonly period: number;
  readonly deviations: number;
}

export interface Bbands {
  readonly middle: Float64Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly percentB: Float64Array;
  readonly width: Float64Array;
}

export const bbandsIndicator = defineIndicator({
  name: 'bbands',
  title: 'Bollinger bands',
  group: 'volatility',
  description:
    'Mean of n values and bands k population standard deviations away. percent_b: position between the bands, 0 to 1 inside, NaN when they meet; width: their distance as a fraction of the mean.',
  inputs: ['series'],
  parameters: [bars(20), real('deviations', 2, 0, 100)],
  outputs: ['middle', 'upper', 'lower', 'percent_b', 'width'],
  formula: 'middle ± k·σ(n); percent_b = (x − lower)/(upper − lower); width = (upper − lower)/middle',
  source: 'Bollinger, Bollinger on Bollinger Bands (2001); Achelis (2000), p. 72',
  lookback: ([n]) => n - 1,
  memory: 6,
  run({ from, to, inputs: [x], outputs: [middle, upper, lower, position, width], memory }, [n, k]) {
    rollingMoments(x, middle, width, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const mean = middle[i];
      const distance = k * Math.sqrt(width[i]);
      const top = mean + distance;
      const bottom = mean - distance;
      upper[i] = top;
      lower[i] = bottom;
      position[i] = (x[i] - bottom) / (top - bottom);
      width[i] = (top - bottom) / mean;
    }
  },
});

/** Bollinger bands, all first at index period − 1; see the record. */
export function bbands(
  input: Float64Array,
  { period, deviations }: BbandsOptions,
  output: Bbands = {
    middle: new Float64Array(input.length),
    upper: new Float64Array(input.length),
    lower: new Float64Array(input.length),
    percentB: new Float64Array(input.length),
    width: new Float64Array(input.length),
  },
): Bbands {
  const { middle, upper, lower, percentB, width } = output;
  bbandsIndicator.compute([input], [period, deviations], [middle, upper, lower, percentB, width]);
  return output;
}
