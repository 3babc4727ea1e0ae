import type { Bars } from '../models/bars/index.js';
import type { AccountView, Decision, EntryOrder } from '../models/simulation/index.js';
import type { CodeStrategy, StrategyParameter } from '../models/strategies/index.js';

/** One name that a strategy may use: its type as TypeScript writes it, and what it means. */
export interface ApiField {
  readonly type: string;
  readonly info: string;
}

type Fields<T> = Readonly<Record<keyof T & string, ApiField>>;

const field = (type: string, info: string): ApiField => ({ type, info });
const column = (info: string) => field('Float64Array', `${info}; index i is bar i`);

/** What `prepare` is given first. */
export const BARS_FIELDS: Fields<Bars> = {
  time: column('start of the bar, UTC epoch milliseconds'),
  open: column('first price, $'),
  high: column('highest price, $'),
  low: column('lowest price, $'),
  close: column('last price, $'),
  volume: column('shares traded'),
  interval: field("'1d' | '1h' | '1m'", 'length of a bar'),
};

/** What `decide` is told of its account at the close of bar i. */
export const ACCOUNT_FIELDS: Fields<AccountView> = {
  position: field('number', 'shares held; negative is short, 0 flat'),
  entryPrice: field('number', 'price of the entry fill; NaN when flat'),
  entryIndex: field('number', 'bar of the entry; -1 when flat'),
  stopLoss: field('number', 'protective stop of the position; NaN for none'),
  target: field('number', 'profit target of the position; NaN for none'),
  cash: field('number', 'cash, $'),
  equity: field('number', 'cash and position at the close, $'),
  workingOrders: field('number', 'entry orders still working'),
  closedTrades: field('number', 'round trips so far'),
};

/** What `decide` may return; undefined changes nothing. */
export const DECISION_FIELDS: Fields<Decision> = {
  entries: field('EntryOrder[]', 'orders to enter; they cancel each other'),
  exit: field('boolean', 'leave the position at the next fill'),
  stopLoss: field('number', 'move the stop of the open position, $'),
  target: field('number', 'move the target of the open position, $'),
  cancel: field('boolean', 'withdraw the entry orders still working'),
};

export const ENTRY_FIELDS: Fields<EntryOrder> = {
  side: field("'long' | 'short'", 'which way'),
  limit: field('number', 'at this price or better, $; without limit and stop a market order'),
  stop: field('number', 'once this price is reached, $'),
  validBars: field('number', 'bars for which the order works'),
  stopLoss: field('number', 'protective stop once filled, $'),
  target: field('number', 'profit target once filled, $'),
  scale: field('number', 'factor on the size, in (0, 1]'),
  rank: field('number', 'one account for many symbols: entries with a higher one come first'),
};

export const PARAMETER_FIELDS: Fields<StrategyParameter> = {
  name: field('string', 'the name under which prepare gets the value'),
  title: field('string', 'what the slider says'),
  default: field('number', 'value without a slider'),
  min: field('number', 'lowest value'),
  max: field('number', 'highest value'),
  step: field('number', 'step of the slider and of a sweep'),
  integer: field('boolean', 'whole numbers only'),
};

export const STRATEGY_FIELDS: Fields<CodeStrategy> = {
  kind: field("'code'", 'a strategy in TypeScript'),
  name: field('string', 'kebab-case, as the command line spells it'),
  title: field('string', 'as a person says it'),
  description: field('string', 'what it does and why it might work'),
  source: field('string', 'where the idea comes from'),
  parameters: field('StrategyParameter[]', 'numbers with bounds: sliders and sweeps'),
  where: field('string', 'a condition on parameters that sweeps respect, such as "fast < slow"'),
  account: field("'single' | 'portfolio'", 'one symbol at a time, or all of them in one account'),
  settings: field('(parameters) => PortfolioSettings', 'stops, sizes and orders that belong to the rule'),
  prepare: field('(bars, parameters) => Prepared', 'sees all bars once; index i may use bars 0 to i only'),
  decide: field(
    '(i, account, prepared) => Decision | undefined',
    'asked at the close of bar i; fills at the next open',
  ),
};

const SERIES = 'Float64Array';
const windowed = (info: string) => field(`(input: ${SERIES}, period: number) => ${SERIES}`, info);
const ofRange = (info: string) => field(`(high, low, close: ${SERIES}, period: number) => ${SERIES}`, info);
const ofPair = (info: string) => field(`(x, y: ${SERIES}, period: number) => ${SERIES}`, info);

/** The indicators that a strategy may import; each gives NaN until its look-back is full. */
export const INDICATOR_FUNCTIONS: Readonly<Record<string, ApiField>> = {
  sma: windowed('mean of the last n'),
  ema: windowed('exponential average'),
  wma: windowed('linearly weighted average'),
  smma: windowed("Wilder's smoothed average"),
  dema: windowed('double exponential average'),
  tema: windowed('triple exponential average'),
  rsi: windowed('relative strength index, 0 to 100'),
  roc: windowed('rate of change'),
  highest: windowed('highest of the last n'),
  lowest: windowed('lowest of the last n'),
  slope: windowed('slope of the regression line, per bar'),
  stdev: windowed('standard deviation, ddof 0'),
  rollingTotal: windowed('sum of the last n'),
  corr: ofPair('correlation of two series'),
  beta: ofPair('slope of one series on another'),
  atr: ofRange("Wilder's average true range, $"),
  adx: ofRange('average directional index, 0 to 100'),
  trueRange: field(`(high, low, close: ${SERIES}) => ${SERIES}`, 'true range, $'),
  obv: field(`(close, volume: ${SERIES}) => ${SERIES}`, 'on-balance volume'),
  macd: field(`(input, { fast, slow, signal }) => { macd, signal, histogram }`, 'average convergence'),
  stoch: field(`(high, low, close, { period, smoothing, signal }) => { k, d }`, 'stochastic oscillator'),
  bbands: field(
    `(input, { period, deviations }) => { middle, upper, lower, percentB, width }`,
    'Bollinger bands',
  ),
};

/** Members of a column. */
export const SERIES_FIELDS: Readonly<Record<string, ApiField>> = {
  length: field('number', 'number of bars'),
  slice: field('(from, to) => Float64Array', 'a copy of a stretch'),
  subarray: field('(from, to) => Float64Array', 'a view on a stretch'),
  map: field('(each) => Float64Array', 'a new column from each value'),
  fill: field('(value) => Float64Array', 'every value the same'),
};
