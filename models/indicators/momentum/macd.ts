import { defineIndicator, type Span } from '../define-indicator.js';
import { bars } from '../parameters.js';

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
  memory: 5,
  run(span, parameters) {
    macdLoop(span, parameters);
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

/** Three averages in one pass: memory holds count and value of the fast, slow and signal average. */
function macdLoop(
  { from, to, inputs: [x], outputs: [line, signal, histogram], memory }: Span,
  [fast, slow, n]: readonly number[],
): void {
  let [count, fastValue, slowValue, lineCount, signalValue] = memory;
  const fastAlpha = 2 / (fast + 1);
  const slowAlpha = 2 / (slow + 1);
  const signalAlpha = 2 / (n + 1);
  const first = Math.max(fast, slow);
  for (let i = from; i < to; i++) {
    const price = x[i];
    if (price - price !== 0) {
      count = 0;
      fastValue = 0;
      slowValue = 0;
      lineCount = 0;
      signalValue = 0;
    } else if (count >= first) {
      fastValue += fastAlpha * (price - fastValue);
      slowValue += slowAlpha * (price - slowValue);
    } else {
      count++;
      fastValue += count > fast ? fastAlpha * (price - fastValue) : price;
      if (count === fast) fastValue /= fast;
      slowValue += count > slow ? slowAlpha * (price - slowValue) : price;
      if (count === slow) slowValue /= slow;
    }
    if (count < first) {
      line[i] = Number.NaN;
      signal[i] = Number.NaN;
      histogram[i] = Number.NaN;
      continue;
    }
    const difference = fastValue - slowValue;
    line[i] = difference;
    if (lineCount >= n) {
      signalValue += signalAlpha * (difference - signalValue);
    } else {
      lineCount++;
      signalValue += difference;
      if (lineCount === n) signalValue /= n;
    }
    signal[i] = lineCount < n ? Number.NaN : signalValue;
    histogram[i] = difference - signal[i];
  }
  memory[0] = count;
  memory[1] = fastValue;
  memory[2] = slowValue;
  memory[3] = lineCount;
  memory[4] = signalValue;
}
