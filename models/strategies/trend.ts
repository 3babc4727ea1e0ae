import { barsParameter, numberParameter } from './parameter.js';
import type { RuleStrategy } from './strategy.js';

const fast = (bars: number) => barsParameter('fast', 'fast average, bars', bars, 200, 5);
const slow = (bars: number) => barsParameter('slow', 'slow average, bars', bars, 400, 10);

/** Strategies that follow a move. */
export const trendStrategies: readonly RuleStrategy[] = [
  {
    kind: 'rules',
    name: 'buy-and-hold',
    title: 'Buy and hold',
    description: 'Buys at the first opportunity and holds: the yardstick for everything else.',
    source: 'benchmark',
    parameters: [],
    account: 'single',
    rules: { entry: 'close > 0' },
  },
  {
    kind: 'rules',
    name: 'sma-cross',
    title: 'Moving-average cross',
    description: 'Long from the fast average crossing above the slow one until it crosses below.',
    source: 'Brock, Lakonishok & LeBaron (1992), Simple technical trading rules, J. Finance 47',
    parameters: [fast(10), slow(30)],
    where: 'fast < slow',
    account: 'single',
    rules: {
      entry: 'crossover(sma(close, fast), sma(close, slow))',
      exit: 'crossunder(sma(close, fast), sma(close, slow))',
    },
  },
  {
    kind: 'rules',
    name: 'sma-cross-bracket',
    title: 'Moving-average cross with bracket',
    description: 'The cross, with a stop and a target at fixed distances from the fill.',
    source: 'sma-cross with a bracket order',
    parameters: [
      fast(10),
      slow(30),
      numberParameter('stop', 'stop below the fill', 0.05, [0.005, 0.5, 0.005]),
      numberParameter('target', 'target above the fill', 0.1, [0.005, 1, 0.005]),
    ],
    where: 'fast < slow',
    account: 'single',
    rules: {
      entry: 'crossover(sma(close, fast), sma(close, slow))',
      exit: 'crossunder(sma(close, fast), sma(close, slow))',
    },
    settings: ({ stop, target }) => ({ stopLoss: { fraction: stop }, target: { fraction: target } }),
  },
  {
    kind: 'rules',
    name: 'sma-flip',
    title: 'Always in, by moving averages',
    description: 'Long while the fast average is above the slow one, otherwise short.',
    source: 'Brock, Lakonishok & LeBaron (1992), variable-length rule without a band',
    parameters: [fast(20), slow(50)],
    where: 'fast < slow',
    account: 'single',
    rules: {
      entry: 'sma(close, fast) > sma(close, slow)',
      short: 'sma(close, fast) <= sma(close, slow)',
    },
  },
  {
    kind: 'rules',
    name: 'donchian-breakout',
    title: 'Donchian breakout',
    description: 'Long on a close above the highest high of the bars before, out below the lowest low.',
    source: 'R. Donchian; the Turtle rules, system 1 (C. Faith, 2003)',
    parameters: [
      barsParameter('entry_bars', 'high of the last bars', 20, 400, 5),
      barsParameter('exit_bars', 'low of the last bars', 10, 400, 5),
    ],
    account: 'single',
    rules: {
      entry: 'close > highest(high, entry_bars)[1]',
      exit: 'close < lowest(low, exit_bars)[1]',
    },
  },
  {
    kind: 'rules',
    name: 'macd-cross',
    title: 'MACD cross',
    description: 'Long while MACD is above its signal line, entered and left at the crossings.',
    source: 'G. Appel (1979), The moving average convergence-divergence method',
    parameters: [fast(12), slow(26), barsParameter('signal', 'signal line, bars', 9, 100)],
    where: 'fast < slow',
    account: 'single',
    rules: {
      entry: 'crossover(macd(fast, slow, signal).macd, macd(fast, slow, signal).signal)',
      exit: 'crossunder(macd(fast, slow, signal).macd, macd(fast, slow, signal).signal)',
    },
  },
  {
    kind: 'rules',
    name: 'momentum',
    title: 'Time-series momentum',
    description: 'Long while the return over the lookback, without the latest bars, is positive.',
    source: 'Moskowitz, Ooi & Pedersen (2012), Time series momentum, J. Financial Economics 104',
    parameters: [
      barsParameter('lookback', 'lookback, bars', 252, 756, 21),
      barsParameter('skip', 'latest bars left out', 21, 63),
    ],
    where: 'skip < lookback',
    account: 'single',
    rules: { entry: 'close[skip] > close[lookback]', exit: 'close[skip] <= close[lookback]' },
  },
  {
    kind: 'rules',
    name: 'atr-trail',
    title: 'Breakout with a trailing ATR stop',
    description: 'Enters on a new high and leaves only by a stop that trails the best price by some ATR.',
    source: 'C. LeBeau, chandelier exit; risk per trade as in the Turtle rules (C. Faith, 2003)',
    parameters: [
      barsParameter('entry_bars', 'high of the last bars', 55, 400, 5),
      barsParameter('atr_bars', 'ATR, bars', 20, 100),
      numberParameter('multiple', 'distance, ATR', 3, [0.5, 10, 0.5]),
      numberParameter('risk', 'equity at risk per trade', 0.01, [0.001, 0.1, 0.001]),
    ],
    account: 'single',
    rules: { entry: 'close > highest(high, entry_bars)[1]', atr: 'atr(atr_bars)' },
    settings: ({ multiple, risk }) => ({
      trailing: { atr: multiple },
      size: { kind: 'atr-risk', risk, multiple },
    }),
  },
  {
    kind: 'rules',
    name: 'steady-trend',
    title: 'Trend at a steady volatility',
    description: 'Long above the long average, sized so that the position has the wanted volatility.',
    source: 'Moreira & Muir (2017), Volatility-managed portfolios, J. Finance 72',
    parameters: [
      barsParameter('average', 'average, bars', 200, 400, 10),
      barsParameter('window', 'volatility over bars', 20, 252, 5),
      numberParameter('annual', 'volatility wanted, a year', 0.15, [0.02, 0.6, 0.01]),
    ],
    account: 'single',
    rules: {
      entry: 'close > sma(close, average)',
      exit: 'close < sma(close, average)',
      volatility: 'stdev(returns, window)',
    },
    settings: ({ annual }) => ({ size: { kind: 'volatility-target', annual } }),
  },
];
