import { barsParameter, numberParameter } from './parameter.js';
import type { RuleStrategy } from './strategy.js';

/** Strategies that expect a move to come back. */
export const reversionStrategies: readonly RuleStrategy[] = [
  {
    kind: 'rules',
    name: 'rsi-reversion',
    title: 'RSI reversion',
    description: 'Buys when RSI is low and sells when it has recovered.',
    source: 'J. W. Wilder (1978), New concepts in technical trading systems',
    parameters: [
      barsParameter('period', 'RSI, bars', 14, 100),
      numberParameter('buy_below', 'buy below', 30, [1, 60, 1]),
      numberParameter('sell_above', 'sell above', 55, [30, 99, 1]),
    ],
    where: 'buy_below < sell_above',
    account: 'single',
    rules: { entry: 'rsi(period) < buy_below', exit: 'rsi(period) > sell_above' },
  },
  {
    kind: 'rules',
    name: 'oversold-in-uptrend',
    title: 'Oversold in an uptrend',
    description: 'Buys a two-bar RSI below its limit above the long average; sells above the short one.',
    source: 'L. Connors & C. Alvarez (2008), Short term trading strategies that work',
    parameters: [
      barsParameter('period', 'RSI, bars', 2, 20),
      numberParameter('buy_below', 'buy below', 10, [1, 50, 1]),
      barsParameter('trend', 'long average, bars', 200, 400, 10),
      barsParameter('recovery', 'short average, bars', 5, 50),
    ],
    account: 'single',
    rules: {
      entry: 'rsi(period) < buy_below and close > sma(close, trend)',
      exit: 'close > sma(close, recovery)',
    },
  },
  {
    kind: 'rules',
    name: 'bollinger',
    title: 'Bollinger reversion',
    description: 'Buys a close below the lower band and sells at the middle one.',
    source: 'J. Bollinger (2001), Bollinger on Bollinger Bands',
    parameters: [
      barsParameter('period', 'band, bars', 20, 200, 5),
      numberParameter('deviations', 'standard deviations', 2, [0.5, 4, 0.25]),
    ],
    account: 'single',
    rules: {
      entry: 'close < bbands(close, period, deviations).lower',
      exit: 'close > bbands(close, period, deviations).middle',
    },
  },
  {
    kind: 'rules',
    name: 'bollinger-both-ways',
    title: 'Bollinger reversion, long and short',
    description: 'Also sells a close above the upper band short; both sides leave at the middle band.',
    source: 'J. Bollinger (2001), Bollinger on Bollinger Bands',
    parameters: [
      barsParameter('period', 'band, bars', 20, 200, 5),
      numberParameter('deviations', 'standard deviations', 2, [0.5, 4, 0.25]),
    ],
    account: 'single',
    rules: {
      entry: 'close < bbands(close, period, deviations).lower',
      exit: 'close > bbands(close, period, deviations).middle',
      short: 'close > bbands(close, period, deviations).upper',
      cover: 'close < bbands(close, period, deviations).middle',
    },
  },
  {
    kind: 'rules',
    name: 'limit-dip',
    title: 'Limit order below the close',
    description:
      'While flat, works a buy limit below each close for one bar; sells a fixed number of bars later.',
    source: 'expected/README.md, strategy S6',
    parameters: [
      numberParameter('discount', 'limit below the close', 0.01, [0.001, 0.2, 0.001]),
      barsParameter('hold', 'bars held', 5, 63),
    ],
    account: 'single',
    rules: { entry: 'close > 0', entryLimit: '(1 - discount) * close' },
    settings: ({ hold }) => ({ validBars: 1, maxBars: hold }),
  },
];
