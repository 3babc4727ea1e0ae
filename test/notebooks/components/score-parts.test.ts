import { expect, test } from 'vitest';
import { candidateRows } from '../../../notebooks/components/candidates.js';
import { scoreParts, scoreReasons } from '../../../notebooks/components/score-parts.js';
import { RESULTS } from './snapshot-samples.js';

test('parts are listed widest first and add up to the score', () => {
  const parts = scoreParts(RESULTS, 0);
  expect(parts.map((part) => part.family)).toEqual(['trend', 'oscillator', 'momentum']);
  expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(RESULTS.scores[0]);
});

test('reasons speak for the side of the score only', () => {
  expect(scoreReasons(scoreParts(RESULTS, 0))).toBe('above rising averages; sold off in the last days');
  expect(scoreReasons(scoreParts(RESULTS, 2))).toBe(
    'fell over the past year, last month left out; below falling averages',
  );
});

test('a symbol without a score has no parts and is no candidate', () => {
  expect(scoreParts(RESULTS, 3)).toEqual([]);
  expect(candidateRows(RESULTS, 'long', 10)).toEqual([0, 1]);
  expect(candidateRows(RESULTS, 'short', 10)).toEqual([2]);
});

test('a symbol that stopped trading is no candidate', () => {
  const halted = { ...RESULTS, dates: ['2018-01-02', ...RESULTS.dates.slice(1)] };
  expect(candidateRows(halted, 'long', 10)).toEqual([1]);
});

test('a symbol that has a score but no rank, outside the universe that day, is no candidate', () => {
  const outside = { ...RESULTS, ranks: [null, ...RESULTS.ranks.slice(1)] };
  expect(candidateRows(outside, 'long', 10)).toEqual([1]);
});
