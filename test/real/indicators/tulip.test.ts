import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findIndicator } from '../../../models/indicators/index.js';
import { run } from '../../models/indicators/run-indicator.js';

const SHARED = process.env.TECHNIC_SHARED ?? join(import.meta.dirname, '../../../../shared');
const FOLDER = join(SHARED, 'data/reference/tulip');

interface Vector {
  readonly name: string;
  readonly options: Readonly<Record<string, number>>;
  readonly inputs: readonly { readonly role: string; readonly values: readonly number[] }[];
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

/** Allowed difference: absolute and relative, by how the file's numbers were made. */
const TOLERANCES: Record<string, readonly [absolute: number, relative: number]> = {
  // Achelis' book works with rounded intermediate results.
  atoz: [1e-4, 3e-3],
  // By hand and in spreadsheets, mostly to four decimals.
  extra: [6e-5, 5e-4],
  // Printed with three decimals.
  untest: [5.1e-4, 1e-6],
};

/** Tulip's name, ours, parameters (a number, or the name of Tulip's option), our outputs and Tulip's. */
const SAME: [string, string, (string | number)[], Record<string, string>][] = [
  ['ad', 'adl', [], { value: 'ad' }],
  ['ao', 'ao', [5, 34], { value: 'ao' }],
  ['aroon', 'aroon', ['period'], { up: 'aroon_up', down: 'aroon_down' }],
  ['aroonosc', 'aroon', ['period'], { oscillator: 'aroonosc' }],
  ['avgprice', 'avgprice', [], { value: 'avgprice' }],
  [
    'bbands',
    'bbands',
    ['period', 'stddev'],
    { lower: 'bbands_lower', middle: 'bbands_middle', upper: 'bbands_upper' },
  ],
  ['bop', 'bop', [1], { value: 'bop' }],
  ['cci', 'cci', ['period'], { value: 'cci' }],
  ['cmo', 'cmo', ['period'], { value: 'cmo' }],
  ['decay', 'decay', ['period'], { value: 'decay' }],
  ['dpo', 'dpo', ['period'], { value: 'dpo' }],
  ['edecay', 'edecay', ['period'], { value: 'edecay' }],
  ['fosc', 'fosc', ['period'], { value: 'fosc' }],
  ['linreg', 'linreg', ['period'], { value: 'linreg' }],
  ['linregintercept', 'intercept', ['period'], { value: 'linregintercept' }],
  ['linregslope', 'slope', ['period'], { value: 'linregslope' }],
  ['marketfi', 'marketfi', [], { value: 'marketfi' }],
  ['max', 'highest', ['period'], { value: 'max' }],
  ['md', 'mean_deviation', ['period'], { value: 'md' }],
  ['medprice', 'medprice', [], { value: 'medprice' }],
  ['min', 'lowest', ['period'], { value: 'min' }],
  ['mom', 'momentum', ['period'], { value: 'mom' }],
  ['msw', 'msw', ['period'], { sine: 'msw_sine', lead: 'msw_lead' }],
  ['nvi', 'nvi', [], { value: 'nvi' }],
  ['obv', 'obv', [], { value: 'obv' }],
  ['pvi', 'pvi', [], { value: 'pvi' }],
  ['qstick', 'qstick', ['period'], { value: 'qstick' }],
  ['roc', 'rocp', ['period'], { value: 'roc' }],
  ['rocr', 'rocr', ['period'], { value: 'rocr' }],
  ['rsi', 'rsi', ['period'], { value: 'rsi' }],
  ['sma', 'sma', ['period'], { value: 'sma' }],
  ['stddev', 'stdev', ['period', 0], { value: 'stddev' }],
  ['stderr', 'standard_error', ['period'], { value: 'stderr' }],
  ['stoch', 'stoch', ['k_period', 'k_slowing_period', 'd_period'], { k: 'stoch_k', d: 'stoch_d' }],
  ['sum', 'sum', ['period'], { value: 'sum' }],
  ['trima', 'trima', ['period'], { value: 'trima' }],
  ['tsf', 'forecast', ['period'], { value: 'tsf' }],
  ['typprice', 'typprice', [], { value: 'typprice' }],
  ['var', 'variance', ['period', 0], { value: 'var' }],
  ['vosc', 'vosc', ['short_period', 'long_period'], { value: 'vosc' }],
  ['vwma', 'vwma', ['period'], { value: 'vwma' }],
  ['wad', 'wad', [], { value: 'wad' }],
  ['wcprice', 'wcprice', [], { value: 'wcprice' }],
  ['wilders', 'smma', ['period'], { value: 'wilders' }],
  ['willr', 'willr', ['period'], { value: 'willr' }],
  ['wma', 'wma', ['period'], { value: 'wma' }],
];

/** Recursive averages that differ by their seed alone, and the weight of a new value by period. */
const OTHER_SEED: [string, string, (period: number) => number][] = [
  // Tulip's EMA starts at the first value, ours with the mean of the first n.
  ['ema', 'ema', (n) => 2 / (n + 1)],
  // Tulip's true range knows the first bar (high − low), ours begins where there is a previous close.
  ['atr', 'atr', (n) => 1 / n],
];

/** Tulip's definitions that are not ours, each with its reason. */
const DIFFERENT: Record<string, string> = {
  apo: 'both averages start at the first value, ours with the mean of their first n',
  dema: 'its averages start at the first value, ours with the mean of the first n',
  kvo: 'volume weighs |2·dm/cm − 1|, ours |2(dm/cm − 1)| as Skender’s, and its averages start at the first value',
  macd: 'all averages start at the first value (and 0.15, 0.075 for 12, 26 in the book); ours as Skender and TA-Lib',
  natr: 'as atr: the first bar counts',
  ppo: 'as apo',
  tr: 'the first bar is its high − low, ours is unknown; the rest is tested with atr',
  volatility: 'deviation of simple changes, ours of logarithmic ones',
  zlema: 'starts at the first value, ours with a mean',
};

/** Functions of the expression language rather than indicators. */
const LANGUAGE = new Set(
  (
    'abs acos add asin atan ceil cos cosh crossany crossover div exp floor lag ln log10 mul round sin sinh ' +
    'sqrt sub tan tanh todeg torad trunc'
  ).split(' '),
);

describe.skipIf(!existsSync(FOLDER))(`Tulip's vectors (${FOLDER})`, () => {
  const files = existsSync(FOLDER) ? Object.keys(TOLERANCES) : [];
  const cases = files.flatMap((file) => readVectors(file).map((vector) => ({ file, vector })));

  test.each(SAME)('%s is %s(%j)', (theirs, ours, options, outputs) => {
    const mine = cases.filter(({ vector }) => vector.name === theirs);
    expect(mine.length).toBeGreaterThan(0);
    for (const { file, vector } of mine) {
      const parameters = options.map((option) =>
        typeof option === 'number' ? option : vector.options[option],
      );
      const values = run(
        ours,
        vector.inputs.map((input) => input.values),
        parameters,
      );
      for (const [output, column] of Object.entries(outputs)) {
        expectTail(values[output], vector.outputs[column], TOLERANCES[file], `${file} ${column}`);
      }
    }
  });

  test.each(OTHER_SEED)(
    '%s differs from %s by its seed alone, which fades at the rate of its weight',
    (theirs, ours, weightOf) => {
      for (const { file, vector } of cases.filter(({ vector }) => vector.name === theirs)) {
        const { period } = vector.options;
        const inputs = vector.inputs.map((input) => input.values);
        const { value } = run(ours, inputs, [period]);
        const expected = vector.outputs[theirs];
        const shift = value.length - expected.length;
        const first = value.findIndex(Number.isFinite);
        const seed = value[first] - expected[first - shift];
        const [absolute, relative] = TOLERANCES[file];
        for (let i = first; i < value.length; i++) {
          const faded = seed * (1 - weightOf(period)) ** (i - first);
          const difference = value[i] - expected[i - shift] - faded;
          expect(Math.abs(difference)).toBeLessThan(2 * absolute + relative * Math.abs(value[i]));
        }
      }
    },
  );

  test('every name is compared, belongs to the language, or differs for a stated reason', () => {
    const compared = new Set([...SAME, ...OTHER_SEED].map(([name]) => name));
    const rest = new Set(cases.map(({ vector }) => vector.name).filter((name) => !compared.has(name)));
    expect([...rest].filter((name) => !LANGUAGE.has(name)).sort()).toEqual(Object.keys(DIFFERENT).sort());
    for (const [, ours] of [...SAME, ...OTHER_SEED]) expect(findIndicator(ours)?.name).toBe(ours);
  });
});

function readVectors(file: string): Vector[] {
  return JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8')) as Vector[];
}

/** Tulip leaves the warm-up out: compares from the end. */
function expectTail(
  actual: Float64Array,
  expected: readonly number[],
  [absolute, relative]: readonly [number, number],
  column: string,
): void {
  const shift = actual.length - expected.length;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i + shift] - expected[i]);
    if (!(error <= Math.max(absolute, relative * Math.abs(expected[i])))) {
      expect.fail(`${column}, bar ${i + shift}: ${actual[i + shift]} is not ${expected[i]}`);
    }
  }
}
