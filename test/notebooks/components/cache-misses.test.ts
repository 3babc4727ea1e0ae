import { expect, test } from 'vitest';
import { infiniteWords, missSteps } from '../../../notebooks/components/cache-misses.js';

test('the waterfall comes down from all lookups, past what an infinite cache would have hit, to the hits', () => {
  const row = (cause: string, accesses: number, changed: string | null = null) => ({
    kind: 'features',
    cause,
    changed,
    accesses,
    cost_seconds: 1,
  });
  expect(
    missSteps([
      row('hit', 60),
      row('cold', 10),
      row('version', 8, 'prices'),
      row('version', 2),
      row('expired', 15),
      row('evicted', 5),
    ]).map(({ step, from, to }) => [step, from, to]),
  ).toEqual([
    ['all lookups', 0, 100],
    ['never seen before', 90, 100],
    ['the prices changed', 82, 90],
    ['question, data or code changed', 80, 82],
    ['an infinite cache', 0, 80],
    ['its time was up', 65, 80],
    ['made room for others', 60, 65],
    ['hits', 0, 60],
  ]);
});

test('what a cache could have done at best is told in lookups and in computing time', () => {
  const row = (cause: string, accesses: number, cost_seconds: number) => ({
    kind: 'scan',
    cause,
    changed: null,
    accesses,
    cost_seconds,
  });
  expect(infiniteWords([row('hit', 10, 6), row('expired', 20, 3), row('cold', 70, 1)])).toContain(
    '10.0\u202f% of lookups hit, worth 60.0\u202f% of the computing time. A cache that forgets nothing would have come to 30.0\u202f% and 90.0\u202f%:',
  );
});
