import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { walkForward, walkForwardSelection } from '../../../models/validation/index.js';

describe('walkForwardSelection', () => {
  const windows = walkForward(6, { mode: 'rolling', train: 2, test: 2, horizon: 1 });

  test('takes the best of each training window and strings its tests together, by hand', () => {
    // Windows: train 0–1, test 2–3; train 2–3, test 4–5.
    const a = Float64Array.of(0.02, 0.03, 0.05, -0.01, 0, 0.01);
    const b = Float64Array.of(0.01, -0.01, 0.02, 0.025, 0.04, 0.02);
    const { choices, returns, bars } = walkForwardSelection([a, b], windows);
    expect(choices.map(({ trial }) => trial)).toEqual([0, 1]);
    expect([...returns]).toEqual([0.05, -0.01, 0.04, 0.02]);
    expect([...bars]).toEqual([2, 3, 4, 5]);
    // a in training: mean 0.025, deviation 0.01/√2.
    expect(choices[0].trainSharpe).toBeCloseTo(2.5 * Math.SQRT2, 12);
    expect(choices[0].testSharpe).toBeCloseTo(0.02 / (0.06 / Math.SQRT2), 12);
  });

  test('stays in cash where no trial moved in training', () => {
    const idle = new Float64Array(6);
    const { choices, returns } = walkForwardSelection([idle], windows);
    expect(choices.map(({ trial }) => trial)).toEqual([-1, -1]);
    expect(returns.every((r) => r === 0)).toBe(true);
  });

  test('efficiency is near 0 for noise and near 1 for skill that lasts', () => {
    const random = createRandom('walk');
    const trials = (drift: (k: number) => number) =>
      Array.from({ length: 30 }, (_, k) =>
        Float64Array.from({ length: 2000 }, () => drift(k) + 0.01 * random.normal()),
      );
    const long = walkForward(2000, { mode: 'anchored', train: 1000, test: 250, horizon: 1 });
    expect(
      Math.abs(
        walkForwardSelection(
          trials(() => 0),
          long,
        ).efficiency,
      ),
    ).toBeLessThan(0.6);
    const skilled = walkForwardSelection(
      trials((k) => (k === 7 ? 0.004 : 0)),
      long,
    );
    expect(skilled.choices.every(({ trial }) => trial === 7)).toBe(true);
    expect(Math.abs(skilled.efficiency - 1)).toBeLessThan(0.4);
  });
});
