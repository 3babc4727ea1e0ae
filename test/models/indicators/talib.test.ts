import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init } from 'talib-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { findIndicator } from '../../../models/indicators/index.js';
import { type Columns, randomBars } from './random-bars.js';
import { run } from './run-indicator.js';

/** The WebAssembly module itself: the wrapper around it passes one address for two counts and frees too early. */
interface Talib {
  readonly HEAPF64: Float64Array;
}

const BARS = 600;
const wasm = readFileSync(createRequire(import.meta.url).resolve('talib-web/lib/talib.wasm'));
let talib: Talib;

beforeAll(async () => {
  talib = await init(`data:application/wasm;base64,${wasm.toString('base64')}`);
});

/**
 * TA-Lib function, its options, our indicator, inputs, parameters, our outputs in TA-Lib's order, and from
 * which bar on both agree (0: from the first value, later where only the seeds differ), and TA-Lib's own
 * lookback where it is not ours.
 */
const CASES: [string, number[], string, (keyof Columns)[], number[], string[], number, number?][] = [
  ['SMA', [10], 'sma', ['close'], [10], ['value'], 0],
  ['EMA', [10], 'ema', ['close'], [10], ['value'], 0],
  ['WMA', [10], 'wma', ['close'], [10], ['value'], 0],
  ['TRIMA', [9], 'trima', ['close'], [9], ['value'], 0],
  ['TRIMA', [10], 'trima', ['close'], [10], ['value'], 0],
  ['KAMA', [10], 'kama', ['close'], [10, 2, 30], ['value'], 0],
  // DEMA, TEMA, T3: here every nested average starts with the first, in TA-Lib one after the other.
  ['DEMA', [10], 'dema', ['close'], [10], ['value'], 300, 18],
  ['TEMA', [10], 'tema', ['close'], [10], ['value'], 300, 27],
  ['T3', [5, 0.7], 't3', ['close'], [5, 0.7], ['value'], 300, 24],
  ['RSI', [14], 'rsi', ['close'], [14], ['value'], 0],
  // MACD: TA-Lib starts the fast average together with the slow one, here each starts on its own.
  ['MACD', [12, 26, 9], 'macd', ['close'], [12, 26, 9], ['macd', 'signal', 'histogram'], 400],
  ['STOCH', [14, 3, 0, 3, 0], 'stoch', ['high', 'low', 'close'], [14, 3, 3], ['k', 'd'], 0],
  ['STOCHF', [14, 3, 0], 'stoch_fast', ['high', 'low', 'close'], [14, 3], ['k', 'd'], 0],
  ['CCI', [20], 'cci', ['high', 'low', 'close'], [20], ['value'], 0],
  ['MFI', [14], 'mfi', ['high', 'low', 'close', 'volume'], [14], ['value'], 0],
  ['WILLR', [14], 'willr', ['high', 'low', 'close'], [14], ['value'], 0],
  ['PLUS_DI', [14], 'plus_di', ['high', 'low', 'close'], [14], ['value'], 0],
  ['MINUS_DI', [14], 'minus_di', ['high', 'low', 'close'], [14], ['value'], 0],
  ['DX', [14], 'dx', ['high', 'low', 'close'], [14], ['value'], 0],
  ['ADX', [14], 'adx', ['high', 'low', 'close'], [14], ['value'], 0],
  ['ADXR', [14], 'adxr', ['high', 'low', 'close'], [14], ['value'], 0],
  ['AROON', [25], 'aroon', ['high', 'low'], [25], ['down', 'up'], 0],
  ['SAR', [0.02, 0.2], 'psar', ['high', 'low'], [0.02, 0.2], ['value'], 0],
  ['TRANGE', [], 'true_range', ['high', 'low', 'close'], [], ['value'], 0],
  ['ATR', [14], 'atr', ['high', 'low', 'close'], [14], ['value'], 0],
  ['NATR', [14], 'natr', ['high', 'low', 'close'], [14], ['value'], 0],
  ['BBANDS', [20, 2, 2, 0], 'bbands', ['close'], [20, 2], ['upper', 'middle', 'lower'], 0],
  ['STDDEV', [20, 1], 'stdev', ['close'], [20, 0], ['value'], 0],
  ['VAR', [20, 1], 'variance', ['close'], [20, 0], ['value'], 0],
  ['MAX', [20], 'highest', ['close'], [20], ['value'], 0],
  ['MIN', [20], 'lowest', ['close'], [20], ['value'], 0],
  ['SUM', [20], 'sum', ['close'], [20], ['value'], 0],
  ['AD', [], 'adl', ['high', 'low', 'close', 'volume'], [], ['value'], 0],
  ['ADOSC', [3, 10], 'chaikin_osc', ['high', 'low', 'close', 'volume'], [3, 10], ['value'], 0],
  ['ROC', [10], 'roc', ['close'], [10], ['value'], 0],
  ['ROCP', [10], 'rocp', ['close'], [10], ['value'], 0],
  ['ROCR', [10], 'rocr', ['close'], [10], ['value'], 0],
  ['MOM', [10], 'momentum', ['close'], [10], ['value'], 0],
  ['TRIX', [15], 'trix', ['close'], [15], ['value'], 0],
  ['ULTOSC', [7, 14, 28], 'ultosc', ['high', 'low', 'close'], [7, 14, 28], ['value'], 0],
  ['BOP', [], 'bop', ['open', 'high', 'low', 'close'], [1], ['value'], 0],
  ['IMI', [14], 'imi', ['open', 'close'], [14], ['value'], 0],
  ['LINEARREG', [14], 'linreg', ['close'], [14], ['value'], 0],
  ['LINEARREG_SLOPE', [14], 'slope', ['close'], [14], ['value'], 0],
  ['LINEARREG_INTERCEPT', [14], 'intercept', ['close'], [14], ['value'], 0],
  ['LINEARREG_ANGLE', [14], 'linreg_angle', ['close'], [14], ['value'], 0],
  ['TSF', [14], 'forecast', ['close'], [14], ['value'], 0],
  ['AVGDEV', [14], 'mean_deviation', ['close'], [14], ['value'], 0],
  ['CORREL', [20], 'corr', ['close', 'other'], [20], ['value'], 0],
  ['AVGPRICE', [], 'avgprice', ['open', 'high', 'low', 'close'], [], ['value'], 0],
  ['MEDPRICE', [], 'medprice', ['high', 'low'], [], ['value'], 0],
  ['TYPPRICE', [], 'typprice', ['high', 'low', 'close'], [], ['value'], 0],
  ['WCLPRICE', [], 'wcprice', ['high', 'low', 'close'], [], ['value'], 0],
  ['MIDPOINT', [14], 'midpoint', ['close'], [14], ['value'], 0],
  ['MIDPRICE', [14], 'midprice', ['high', 'low'], [14], ['value'], 0],
  ['PLUS_DM', [14], 'plus_dm', ['high', 'low'], [14], ['value'], 14, 13],
  ['MINUS_DM', [14], 'minus_dm', ['high', 'low'], [14], ['value'], 14, 13],
  ['ACCBANDS', [20], 'accbands', ['high', 'low', 'close'], [20], ['upper', 'middle', 'lower'], 0],
];

describe.each([
  ['ordinary prices', 100, 3],
  ['tiny prices', 1e-4, 4],
  ['huge prices', 1e7, 5],
] as const)('TA-Lib on %s', (_, level, seed) => {
  const bars = randomBars(BARS, seed, level);

  test.each(CASES)(
    '%s %j is %s of %j with %j',
    (code, options, name, inputs, parameters, outputs, agreeFrom, lookback) => {
      const columns = inputs.map((input) => bars[input]);
      const theirs = callTalib(code, columns, options, outputs.length);
      // A correlation has no unit, and TA-Lib's cancels near zero for tiny prices.
      const scale = code === 'CORREL' ? 1 : Math.min(level, 1);
      const ours = run(name, columns, parameters);
      const shift = lookback ?? findIndicator(name)?.lookback(parameters) ?? 0;
      outputs.forEach((output, k) => expectTail(ours[output], theirs[k], shift, agreeFrom, scale));
    },
  );
});

function callTalib(
  code: string,
  inputs: readonly Float64Array[],
  options: readonly number[],
  outputs: number,
): Float64Array[] {
  const n = inputs[0].length;
  const addresses = Array.from({ length: inputs.length + outputs }, () => invoke('malloc', 8 * n));
  const counts = invoke('malloc', 16);
  inputs.forEach((input, k) => talib.HEAPF64.set(input, addresses[k] / 8));
  const status = invoke(
    `TA_${code}`,
    0,
    n - 1,
    ...addresses.slice(0, inputs.length),
    ...options,
    counts,
    counts + 8,
    ...addresses.slice(inputs.length),
  );
  expect(status).toBe(0);
  const results = addresses
    .slice(inputs.length)
    .map((address) => talib.HEAPF64.slice(address / 8, address / 8 + n));
  for (const address of [...addresses, counts]) invoke('free', address);
  return results;
}

/** Calls an exported function of the module. */
function invoke(name: string, ...values: number[]): number {
  return (talib as unknown as Record<string, (...values: number[]) => number>)[`_${name}`](...values);
}

/** TA-Lib's values start at index 0 and leave the tail alone: its first belongs to bar `shift`. */
function expectTail(
  ours: Float64Array,
  theirs: Float64Array,
  shift: number,
  agreeFrom: number,
  scale: number,
): void {
  for (let i = Math.max(shift, agreeFrom); i < ours.length; i++) {
    const expected = theirs[i - shift];
    const allowed = 1e-9 * Math.max(Math.abs(expected), scale * 1e-2);
    if (!(Math.abs(ours[i] - expected) <= allowed)) expect.fail(`bar ${i}: ${ours[i]} is not ${expected}`);
  }
}
