import { barsParameter } from './parameter.js';
import type { RuleStrategy } from './strategy.js';

/** Strategies that choose among many symbols in one cash account. */
export const rotationStrategies: readonly RuleStrategy[] = [
  {
    kind: 'rules',
    name: 'equal-weight',
    title: 'Equal weights',
    description: 'Every symbol at the same value, brought back at the first open of each month.',
    source:
      'DeMiguel, Garlappi & Uppal (2009), Optimal versus naive diversification, Rev. Financial Studies 22',
    parameters: [],
    account: 'portfolio',
    rules: {},
    settings: () => ({
      units: 'fractional',
      rebalance: { calendar: 'monthly', selection: { kind: 'equal' } },
    }),
  },
  {
    kind: 'rules',
    name: 'momentum-rotation',
    title: 'Momentum rotation',
    description:
      'Each month, the symbols with the best return over a year less the latest month, equally weighted.',
    source: 'Jegadeesh & Titman (1993), Returns to buying winners and selling losers, J. Finance 48',
    parameters: [
      barsParameter('lookback', 'lookback, bars', 252, 756, 21),
      barsParameter('skip', 'latest bars left out', 21, 63),
      barsParameter('positions', 'symbols held', 10, 200),
    ],
    where: 'skip < lookback',
    account: 'portfolio',
    rules: { rank: 'close[skip] / close[lookback] - 1' },
    settings: ({ positions }) => ({
      units: 'fractional',
      rebalance: { calendar: 'monthly', selection: { kind: 'rank', long: positions } },
    }),
  },
  {
    kind: 'rules',
    name: 'reversal-neutral',
    title: 'Short-term reversal, market-neutral',
    description:
      'Each week long the worst and short the best symbols of the bars before, as much on either side.',
    source: 'Lehmann (1990), Fads, martingales, and market efficiency, Quarterly J. Economics 105',
    parameters: [
      barsParameter('lookback', 'lookback, bars', 5, 63),
      barsParameter('positions', 'symbols on each side', 10, 200),
    ],
    account: 'portfolio',
    rules: { rank: '1 - close / close[lookback]' },
    settings: ({ positions }) => ({
      units: 'fractional',
      rebalance: { calendar: 'weekly', selection: { kind: 'rank', long: positions, short: positions } },
    }),
  },
  {
    kind: 'rules',
    name: 'ranked-dips',
    title: 'Best dips first',
    description: 'Oversold symbols in an uptrend, at most a few at a time, the most liquid first.',
    source: 'oversold-in-uptrend in one account',
    parameters: [barsParameter('positions', 'positions at most', 5, 100)],
    account: 'portfolio',
    rules: {
      entry: 'rsi(2) < 10 and close > sma(close, 200)',
      exit: 'close > sma(close, 5)',
      rank: 'sma(close * volume, 20)',
    },
    settings: ({ positions }) => ({
      maxPositions: positions,
      size: { kind: 'equity', fraction: 1 / positions },
    }),
  },
];
