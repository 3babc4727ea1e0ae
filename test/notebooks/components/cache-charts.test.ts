import { expect, test } from 'vitest';
import { latencySteps } from '../../../notebooks/components/cache-charts.js';
import { kindScale } from '../../../notebooks/components/cache-kind-scale.js';

test('lookup times are shares of their own sort, with the empty classes between and an end to the last', () => {
  const row = (outcome: string, log2_us: number, accesses: number) => ({
    tier: 'redis',
    outcome,
    log2_us,
    accesses,
  });
  expect(latencySteps([row('hit', 3, 1), row('hit', 5, 3), row('miss', 0, 200)])).toEqual([
    { what: 'redis, hit', us: 8, share: 0.25 },
    { what: 'redis, hit', us: 16, share: 0 },
    { what: 'redis, hit', us: 32, share: 0.75 },
    { what: 'redis, hit', us: 64, share: 0 },
    { what: 'redis, miss', us: 1, share: 1 },
    { what: 'redis, miss', us: 2, share: 0 },
  ]);
});

test('a kind has one colour, whichever others are shown beside it, and no two kinds share one', () => {
  const all = kindScale(['features', 'scan', 'state', 'backtest', 'sweep', 'predictions', 'vendor']);
  expect(new Set(all.range).size).toBe(7);
  const { domain, range } = kindScale(['sweep', 'scan', 'sweep']);
  expect(domain).toEqual(['scan', 'sweep']);
  expect(range).toEqual(domain.map((kind) => all.range[all.domain.indexOf(kind)]));
});
