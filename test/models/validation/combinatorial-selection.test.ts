import { expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { combinatorialSelection } from '../../../models/validation/index.js';

const BARS = 600;
const OPTIONS = { groups: 6, testGroups: 2, embargo: 5 };

test('six groups, two at a time, are fifteen folds and five paths (López de Prado 2018, 12.4)', () => {
  const { folds, pathSharpes, chosen } = combinatorialSelection([noise(1), noise(2)], OPTIONS);
  expect(folds).toBe(15);
  expect(pathSharpes).toHaveLength(5);
  expect(chosen.reduce((sum, count) => sum + count, 0)).toBe(15);
});

test('a trial that is better everywhere is chosen in every fold, and every path is its own record', () => {
  const good = noise(1).map((value) => value + 0.5);
  const { chosen, pathSharpes } = combinatorialSelection([noise(2), good, noise(3)], OPTIONS);
  expect([...chosen]).toEqual([0, 15, 0]);
  const mean = good.reduce((sum, value) => sum + value, 0) / BARS;
  const variance = good.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (BARS - 1);
  for (const sharpe of pathSharpes) expect(sharpe).toBeCloseTo(mean / Math.sqrt(variance), 12);
});

test('trials that are each good in one stretch alone, and bad elsewhere, do not survive their own choice', () => {
  const trials = Array.from({ length: 6 }, (_, g) =>
    noise(g).map((value, i) => value + (Math.floor(i / 100) === g ? 3 : -0.5)),
  );
  const { lossShare, mean } = combinatorialSelection(trials, OPTIONS);
  expect(mean).toBeLessThan(0);
  expect(lossShare).toBe(1);
});

function noise(seed: number): Float64Array {
  const random = createRandom(seed + 10);
  return Float64Array.from({ length: BARS }, () => random.normal());
}
