import { add, divide, multiply, subtract } from './arithmetic.js';
import { lag } from './through-time.js';
import { addColumn, addConstant, addOperator, type Plan } from './plan.js';

/** A name that stands for a series of the symbol. */
export interface LanguageColumn {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly build: (plan: Plan) => number;
}

/** Every column that an expression may name, besides those the caller declares. */
export const languageColumns: readonly LanguageColumn[] = [
  read('open', 'price', 'First price of the bar.'),
  read('high', 'price', 'Highest price of the bar.'),
  read('low', 'price', 'Lowest price of the bar.'),
  read('close', 'price', 'Last price of the bar.'),
  read('volume', 'shares', 'Shares traded in the bar.'),
  {
    name: 'hl2',
    unit: 'price',
    description: 'Median price: (high + low) / 2.',
    build: (plan) => meanOf(plan, ['high', 'low']),
  },
  {
    name: 'hlc3',
    unit: 'price',
    description: 'Typical price: (high + low + close) / 3.',
    build: (plan) => meanOf(plan, ['high', 'low', 'close']),
  },
  {
    name: 'ohlc4',
    unit: 'price',
    description: 'Mean price: (open + high + low + close) / 4.',
    build: (plan) => meanOf(plan, ['open', 'high', 'low', 'close']),
  },
  {
    name: 'vwap',
    unit: 'price',
    description:
      'Proxy of the volume-weighted average price of the bar: the typical price (high + low + close) / 3. Daily bars do not hold the true one.',
    build: (plan) => meanOf(plan, ['high', 'low', 'close']),
  },
  {
    name: 'dollar_volume',
    unit: 'currency',
    description: 'close * volume.',
    build: (plan) => addOperator(plan, multiply, [addColumn(plan, 'close'), addColumn(plan, 'volume')]),
  },
  {
    name: 'returns',
    unit: 'fraction',
    description: 'Simple return of the bar: close / close[1] - 1.',
    build: buildReturns,
  },
  read(
    'benchmark_close',
    'price',
    "Close of the benchmark on the symbol's bars; unknown where the benchmark has no bar.",
  ),
  read('weekday', '1 to 7', 'Day of the week of the bar: 1 Monday to 7 Sunday (ISO 8601).'),
  read('day', '1 to 31', 'Day of the month of the bar.'),
  read('month', '1 to 12', 'Month of the bar.'),
  read('year', 'year', 'Year of the bar.'),
];

/** Labels of a symbol: compared with a text, or used to group a cross-section. */
export const languageLabels = [
  { name: 'sector', description: 'Sector of the symbol, for example sector == "Energy".' },
  { name: 'industry', description: 'Industry of the symbol, finer than the sector.' },
] as const;

function read(name: string, unit: string, description: string): LanguageColumn {
  return { name, unit, description, build: (plan) => addColumn(plan, name) };
}

function meanOf(plan: Plan, names: readonly string[]): number {
  const columns = names.map((name) => addColumn(plan, name));
  const total = columns.reduce((sum, column) => addOperator(plan, add, [sum, column]));
  return addOperator(plan, divide, [total, addConstant(plan, names.length)]);
}

function buildReturns(plan: Plan): number {
  const close = addColumn(plan, 'close');
  const before = addOperator(plan, lag, [close], 'number', [1]);
  return addOperator(plan, subtract, [addOperator(plan, divide, [close, before]), addConstant(plan, 1)]);
}
