import { expect, test } from 'vitest';
import { exposureOf, meanCorrelation } from '../../../notebooks/components/exposure.js';

const pairwise = (rho: number | null) => ({
  sessions: 126,
  rows: [7, 8, 9],
  correlation: [7, 8, 9].map((a) => [7, 8, 9].map((b) => (a === b ? 1 : rho))),
});
const three = [7, 8, 9].map((row) => ({ row, weight: 0.1, sector: row === 9 ? null : 'Energy' }));

test('unrelated positions count in full, identical ones as one', () => {
  expect(exposureOf(three, pairwise(0)).independent).toBeCloseTo(3, 12);
  expect(exposureOf(three, pairwise(1)).independent).toBeCloseTo(1, 12);
  // 9 w² / (3 w² + 6 · 0.5 w²) = 1.5
  expect(exposureOf(three, pairwise(0.5)).independent).toBeCloseTo(1.5, 12);
});

test('a short of the same thing hedges: more than two unrelated positions', () => {
  const hedged = [
    { row: 7, weight: 0.1, sector: 'Energy' },
    { row: 8, weight: -0.1, sector: 'Energy' },
  ];
  const { independent, net, gross, bySector } = exposureOf(hedged, pairwise(0.5));
  expect(independent).toBeCloseTo(4, 12);
  expect([net, gross]).toEqual([0, 0.2]);
  expect(bySector).toEqual([{ sector: 'Energy', long: 0.1, short: 0.1 }]);
});

test('sectors add up to the gross, the unknown one among them', () => {
  const { bySector, gross } = exposureOf(three, pairwise(0));
  expect(bySector.map(({ sector }) => sector)).toEqual(['Energy', 'unknown']);
  expect(bySector.reduce((sum, { long, short }) => sum + long + short, 0)).toBeCloseTo(gross, 12);
});

test('without correlations nothing is said of them', () => {
  expect(exposureOf(three, pairwise(null)).independent).toBeNaN();
  expect(meanCorrelation(pairwise(null), 7, [7, 8])).toBeNaN();
  expect(meanCorrelation(pairwise(0.3), 7, [7, 8, 9])).toBeCloseTo(0.3, 12);
});
