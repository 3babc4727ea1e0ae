import { expect, it } from 'vitest';
import { parseConfig } from '../../../pipelines/config/index.js';
import { type Requests, standardBacktest, symbolCandidates } from '../../../pipelines/warm/index.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 30, 12);
const config = parseConfig(
  { strategies: [{ name: 'cross', title: 'cross', strategy: 'sma-cross' }] },
  'test',
);
const backtestOf = (symbol: string) => standardBacktest(config.strategies[0], [symbol], config);
const requests: Requests = {
  scans: [],
  symbols: [
    { at: NOW - DAY_MS, symbol: 'AAA', by: 'page' },
    { at: NOW - 40 * DAY_MS, symbol: 'OLD', by: 'page' },
  ],
  backtests: [{ at: NOW - 2 * DAY_MS, backtest: backtestOf('AAA'), costMs: 5 }],
};
const known = new Set(['AAA', 'BBB', 'CCC']);
const of = (record: Readonly<Record<string, number>>) =>
  symbolCandidates(
    {
      requests,
      watch: ['BBB', 'GONE'],
      nearCut: [
        { symbol: 'CCC', scan: 'top', rank: 21 },
        { symbol: 'BBB', scan: 'top', rank: 20 },
      ],
      known,
    },
    {
      now: NOW,
      unknown: { ms: 9, bytes: 99 },
      record: (reason) => record[reason] ?? 0.5,
      backtestsOf: (symbol) => [backtestOf(symbol)],
    },
  );

it('symbols come from pages and backtests, the watch list and the cut of a scan, each once with all its reasons', () => {
  expect(
    of({}).map(({ name, reason, words, daysAsked, probability }) => [
      name,
      reason,
      words,
      daysAsked,
      probability,
    ]),
  ).toEqual([
    ['symbol AAA', 'asked', 'looked at on 2 of 2 days', 2, 3 / 4],
    ['symbol BBB', 'watched', 'on the watch list, rank 20 of top', 0, 1 / 4],
    ['symbol CCC', 'ranked', 'rank 21 of top', 0, 1 / 4],
  ]);
});

it('the reason that was right more often gives the chance', () => {
  const [, watched, ranked] = of({ ranked: 0.9, watched: 0.1 });
  expect([watched.reason, watched.probability]).toEqual(['ranked', 1.8 / 4]);
  expect(ranked.probability).toBe(1.8 / 4);
});

it('seeing to a symbol is to run the strategies of the config on it alone', () => {
  const [{ question }] = of({});
  expect(question).toEqual({ type: 'backtests', requests: [backtestOf('AAA')] });
});
