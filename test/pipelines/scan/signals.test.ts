import { describe, expect, test } from 'vitest';
import { createSignalCollector } from '../../../pipelines/scan/signals.js';

const close = Float64Array.from({ length: 30 }, (_, i) => 100 + i);
const time = Float64Array.from({ length: 30 }, (_, i) => i * 86_400_000);
const score = new Float64Array(30).fill(5);

function collected(symbol: number, bars: readonly number[]) {
  const collector = createSignalCollector();
  for (const bar of bars) collector.add({ scan: 0, symbol, bar, time, close, score, benchmarkClose: close });
  return collector.columns();
}

describe('signals', () => {
  test('an outcome is the close-to-close return over the symbol’s own bars', () => {
    const signals = collected(3, [0]);
    expect(signals.forward.map((column) => column[0])).toEqual([
      101 / 100 - 1,
      105 / 100 - 1,
      110 / 100 - 1,
      121 / 100 - 1,
    ]);
    expect(signals.due.map((column) => column[0] / 86_400_000)).toEqual([1, 5, 10, 21]);
  });

  test('a horizon that has not come due is unknown, not zero', () => {
    const signals = collected(3, [25]);
    expect(signals.forward.map((column) => Number.isNaN(column[0]))).toEqual([false, true, true, true]);
  });
});
