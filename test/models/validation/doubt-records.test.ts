import { expect, test } from 'vitest';
import { doubtRecords, luckySearch } from '../../../models/validation/index.js';

const search = luckySearch();
const said = new Map(doubtRecords.map(({ name, example }) => [name, example(search)]));
const of = (name: string) => said.get(name) ?? Number.NaN;

test('the best of forty coin tosses looks like skill by itself, and like luck once the search is counted', () => {
  expect(of('probabilistic Sharpe ratio')).toBeGreaterThan(0.95);
  expect(of('deflated Sharpe ratio')).toBeLessThan(0.95);
  expect(of('reality check, p')).toBeGreaterThan(0.05);
  expect(of('superior predictive ability, p')).toBeGreaterThan(0.05);
});

test('what luck alone would give is no less than what the best of it has, within its error', () => {
  const excess = of('Sharpe ratio of the best') - of('expected maximum of luck');
  expect(Math.abs(excess)).toBeLessThan(2 * of('standard error of the Sharpe ratio'));
});

test('every answer is a number, and every probability one', () => {
  expect(said.size).toBe(doubtRecords.length);
  for (const { name, unit } of doubtRecords) {
    expect(Number.isFinite(of(name)), name).toBe(true);
    if (unit === 'fraction') expect(of(name) >= 0 && of(name) <= 1, name).toBe(true);
  }
});

test('the same search is the same on every call', () => {
  expect(luckySearch().samples).toEqual(search.samples);
});
