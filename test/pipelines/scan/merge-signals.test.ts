import { describe, expect, test } from 'vitest';
import { mergeSignals } from '../../../pipelines/scan/merge-signals.js';
import { createSignalCollector } from '../../../pipelines/scan/signals.js';

const DAY = 86_400_000;
const time = Float64Array.from({ length: 30 }, (_, i) => i * DAY);
const close = Float64Array.from({ length: 30 }, (_, i) => 100 + i);

/** Signals given as scan, symbol, bar; the score names all three. */
function collected(...signals: readonly (readonly [scan: number, symbol: number, bar: number])[]) {
  const collector = createSignalCollector();
  for (const [scan, symbol, bar] of signals) {
    const score = new Float64Array(30).fill(10_000 * scan + 100 * symbol + bar);
    collector.add({ scan, symbol, bar, time, close, score, benchmarkClose: close });
  }
  return collector.columns();
}

describe('merged signals', () => {
  test('are in the order of date, scan and symbol, every column with its row', () => {
    const merged = mergeSignals([
      collected([1, 2, 4], [0, 9, 2]),
      collected([0, 2, 4], [0, 1, 4], [0, 3, 2]),
    ]);
    expect(merged.count).toBe(5);
    expect([...merged.time].map((at) => at / DAY)).toEqual([2, 2, 4, 4, 4]);
    expect([...merged.scan]).toEqual([0, 0, 0, 0, 1]);
    expect([...merged.symbol]).toEqual([3, 9, 1, 2, 2]);
    expect([...merged.score]).toEqual([302, 902, 104, 204, 10_204]);
    expect([...merged.close]).toEqual([102, 102, 104, 104, 104]);
    expect([...merged.forward[0]]).toEqual([103 / 102 - 1, 103 / 102 - 1, ...Array(3).fill(105 / 104 - 1)]);
  });

  test('are the same however the symbols were spread', () => {
    const [a, b] = [collected([0, 1, 2], [0, 1, 4]), collected([0, 2, 2], [1, 2, 3])];
    expect(mergeSignals([a, b])).toEqual(mergeSignals([b, a]));
  });

  test('of nothing are none', () => {
    expect(mergeSignals([]).count).toBe(0);
    expect(mergeSignals([collected()]).time).toEqual(new Float64Array(0));
  });
});
