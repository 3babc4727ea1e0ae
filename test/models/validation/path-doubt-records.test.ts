import { expect, test } from 'vitest';
import { luckySearch, pathDoubtRecords } from '../../../models/validation/index.js';

const search = luckySearch();
const said = pathDoubtRecords.map(({ example }) => example(search));
const [entries, drawdown, plateau, efficiency] = said;

test('each record answers, and the same each time: the examples are seeded', () => {
  expect(said.every(Number.isFinite)).toBe(true);
  expect(pathDoubtRecords.map(({ example }) => example(luckySearch()))).toEqual(said);
});

test('no doubt is taken in by coin tosses', () => {
  expect(entries).toBeGreaterThan(0.05);
  expect(entries).toBeLessThanOrEqual(1);
  expect(efficiency).toBeLessThan(0.5);
});

test('the best of unrelated trials stands above its plateau', () => {
  const { samples, best } = search;
  const around = samples.slice(best - 1, best + 2).map(({ sharpe }) => sharpe);
  expect(around).toHaveLength(3);
  expect(plateau).toBeCloseTo(around.reduce((sum, sharpe) => sum + sharpe, 0) / 3, 12);
  expect(plateau).toBeLessThan(samples[best].sharpe);
});

test('one order in twenty draws down further than the order that was', () => {
  let growth = 1;
  let peak = 1;
  let deepest = 0;
  const returns = search.trials[search.best];
  for (let k = 0; k < 50; k++) {
    for (let i = 0; i < 10; i++) growth *= 1 + returns[k * 10 + i];
    peak = Math.max(peak, growth);
    deepest = Math.min(deepest, growth / peak - 1);
  }
  expect(drawdown).toBeLessThan(deepest);
  expect(drawdown).toBeGreaterThan(-1);
});
