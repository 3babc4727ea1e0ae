import { expect, test } from 'vitest';
import { chartExpressions } from '../../../notebooks/components/chart-expressions.js';
import { barsOfClose, walk } from '../../models/expressions/sample-bars.js';

/** Closes about 50: where an oscillator from 0 to 100 and a price look alike. */
const bars = barsOfClose(walk(300, 7).map((value, i, all) => (50 * value) / all[Math.max(0, i - 20)]));

test('averages of prices are drawn on the price, an oscillator beneath it, also where their numbers meet', () => {
  const { overlays, panels, errors } = chartExpressions('sma(close, 20); rsi(14); high', bars);
  expect(overlays.map(({ label }) => label)).toEqual(['sma(close, 20)', 'high']);
  expect(panels.map(({ label }) => label)).toEqual(['rsi(14)']);
  expect(errors).toEqual([]);
  const [{ values }] = panels;
  const near = values.filter((value, i) => value > bars.close[i] / 2 && value < bars.close[i] * 2);
  expect(near.length).toBeGreaterThan(0.9 * 286);
});

test('a constant beside the price is no price, a range in dollars far from it stands beneath', () => {
  const { overlays, panels } = chartExpressions('close * 0 + 50\nhigh - low', bars);
  expect(overlays).toEqual([]);
  expect(panels).toHaveLength(2);
});

test('features go by their names, and what is no expression says why without taking the others along', () => {
  const { panels, errors } = chartExpressions('momentum_12_1; smaa(close, 3)', bars);
  expect(panels.map(({ label }) => label)).toEqual(['momentum_12_1']);
  expect(errors.join()).toMatch(/smaa\(close, 3\): .*smaa/);
});
