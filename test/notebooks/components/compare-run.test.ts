import { expect, test } from 'vitest';
import { compareRun } from '../../../notebooks/components/compare-run.js';

type Tonight = Parameters<typeof compareRun>[0];
type Results = Parameters<typeof compareRun>[1];

test('what matched then and not now has left, the reverse has entered, a scan of one side only counts whole', () => {
  const results = {
    symbols: ['A', 'B', 'C'],
    ranks: [1, 2, 3],
    previousRanks: [null, null, null],
    matches: { oversold: [0, 1], fresh: [2] },
  } as unknown as Results;
  const earlier = {
    run: { run_id: '1', as_of: '2018-02-01' },
    ranks: [3, null, 1],
    matches: { oversold: ['B', 'Z'], dropped: ['A'] },
  };
  const compared = compareRun({ previous: null } as unknown as Tonight, results, earlier);
  expect(compared.tonight.entered).toEqual([
    { scan: 'oversold', symbol: 'A' },
    { scan: 'fresh', symbol: 'C' },
  ]);
  expect(compared.tonight.left).toEqual([
    { scan: 'oversold', symbol: 'Z' },
    { scan: 'dropped', symbol: 'A' },
  ]);
  expect(compared.results.previousRanks).toEqual([3, null, 1]);
  expect(compared.tonight.previous?.as_of).toBe('2018-02-01');
});
