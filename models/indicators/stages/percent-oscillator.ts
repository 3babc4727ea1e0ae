import type { Span } from '../define-indicator.js';
import { emaStage } from './exponential.js';

/** MACD in percent of the slow average: two scratch series, three outputs, memory[0 … 5]. */
export function percentOscillator(
  { from, to, inputs: [x], outputs: [line, signal, histogram], scratch: [a, b], memory }: Span,
  [fast, slow, n]: readonly number[],
): void {
  emaStage(x, a, from, to, fast, memory, 0);
  emaStage(x, b, from, to, slow, memory, 2);
  for (let i = from; i < to; i++) line[i] = b[i] === 0 ? Number.NaN : (100 * (a[i] - b[i])) / b[i];
  emaStage(line, signal, from, to, n, memory, 4);
  for (let i = from; i < to; i++) histogram[i] = line[i] - signal[i];
}
