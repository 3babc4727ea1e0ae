import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { emaStage } from '../stages/exponential.js';

export interface MacdOptions {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
}

export interface Macd {
  readonly macd: Float64Array;
  readonly signal: Float64Array;
  readonly histogram: Float64Array;
}

export const macdIndicator = defineIndicator({
  name: 'macd',
  title: 'Moving average convergence/divergence',
  group: 'momentum',
  description:
    'Difference of a fast and a slow EMA, its own EMA (signal) and the difference of the two (histogram).',
  inputs: ['series'],
  parameters: [bars(12, 'fast'), bars(26, 'slow'), bars(9, 'signal')],
  outputs: ['macd', 'signal', 'histogram'],
  formula:
    'macd = EMA(fast) − EMA(slow); signal = EMA(macd, n); histogram = macd − signal; every EMA seeded by its own SMA',
  source: 'Appel, The Moving Average Convergence-Divergence Method (1979); Achelis (2000), p. 199',
  lookback: ([fast, slow, signal]) => Math.max(fast, slow) + signal - 2,
  scratch: 2,
  memory: 6,
  run(
    { from, to, inputs: [x], outputs: [macd, signal, histogram], scratch: [a, b], memory },
    [fast, slow, n],
  ) {
    emaStage(x, a, from, to, fast, memory, 0);
    emaStage(x, b, from, to, slow, memory, 2);
    for (let i = from; i < to; i++) macd[i] = a[i] - b[i];
    emaStage(macd, signal, from, to, n, memory, 4);
    for (let i = from; i < to; i++) histogram[i] = macd[i] - signal[i];
  },
});

/** MACD, its signal line and histogram; macd itself starts at index max(fast, slow) − 1. See the record. */
export function macd(
  input: Float64Array,
  { fast, slow, signal }: MacdOptions,
  output: Macd = {
    macd: new Float64Array(input.length),
    signal: new Float64Array(input.length),
    histogram: new Float64Array(input.length),
  },
): Macd {
  macdIndicator.compute([input], [fast, slow, signal], [output.macd, output.signal, output.histogram]);
  return output;
}
