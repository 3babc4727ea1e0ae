import { beforeAll, describe, expect, test } from 'vitest';
import { findIndicator } from '../../../models/indicators/index.js';
import { type CallTalib, openTalib } from './open-talib.js';
import { type Columns, flatBars, randomBars } from './random-bars.js';
import { run } from './run-indicator.js';

const BARS = 600;
let talib: CallTalib;

beforeAll(async () => {
  talib = await openTalib();
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
  ['HT_DCPERIOD', [], 'ht_dcperiod', ['close'], [], ['value'], 0],
  ['HT_DCPHASE', [], 'ht_dcphase', ['close'], [], ['value'], 0],
  ['HT_PHASOR', [], 'ht_phasor', ['close'], [], ['in_phase', 'quadrature'], 0],
  ['HT_SINE', [], 'ht_sine', ['close'], [], ['sine', 'lead'], 0],
  ['HT_TRENDLINE', [], 'ht_trendline', ['close'], [], ['value'], 0],
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
      const theirs = talib(code, columns, options, { outputs: outputs.length });
      // A correlation has no unit, and TA-Lib's cancels near zero for tiny prices.
      const scale = code === 'CORREL' ? 1 : Math.min(level, 1);
      const ours = run(name, columns, parameters);
      const begin = lookback ?? findIndicator(name)?.lookback(parameters) ?? 0;
      outputs.forEach((output, k) => expectSame(ours[output], theirs[k], begin, agreeFrom, scale));
    },
  );

  test('HT_TRENDMODE is ht_trendmode at every bar', () => {
    const [theirs] = talib('HT_TRENDMODE', [bars.close], [], { outputs: 1, integers: true });
    const { value } = run('ht_trendmode', [bars.close]);
    expect(value).toEqual(theirs);
    expect(new Set(value.subarray(63))).toEqual(new Set([0, 1]));
  });
});

/** Where nothing moves a ratio is 0/0: ours is its middle, or NaN where it has none. */
const STILL: Record<string, string> = {
  STOCH: 'no range: the middle, 50; TA-Lib 0',
  STOCHF: 'no range: the middle, 50; TA-Lib 0',
  WILLR: 'no range: the middle, −50; TA-Lib 0, the top',
  MFI: 'no flow: the middle, 50; TA-Lib 0',
  IMI: 'no bodies: the middle, 50; TA-Lib NaN, until the window is left',
  ULTOSC: 'no true range: NaN; TA-Lib takes that period as 0',
  CORREL: 'no variance: NaN; TA-Lib 0',
  HT_DCPHASE: 'the phase of a vanished cycle is that of rounding errors',
  HT_SINE: 'as HT_DCPHASE',
};

/** Series made to hurt, and the TA-Lib functions that differ from ours on them, each with its reason. */
const ADVERSARIAL: [string, Columns, Record<string, string>][] = [
  [
    'flat prices',
    flatBars(BARS, 64),
    {
      ...STILL,
      RSI: 'no change at all: 100, as no loss is; TA-Lib 0',
      HT_DCPERIOD: 'the period of a vanished cycle is that of rounding errors',
    },
  ],
  ['flat stretches in a random walk', withStretches(), STILL],
  ['a spike of a thousandfold', withSpike(), {}],
];

describe.each(ADVERSARIAL)('TA-Lib on %s', (_, bars, differences) => {
  test.each(CASES)(
    '%s %j is %s, or differs for a stated reason',
    (code, options, name, inputs, parameters, outputs, agreeFrom, lookback) => {
      const columns = inputs.map((input) => bars[input]);
      const theirs = talib(code, columns, options, { outputs: outputs.length });
      const ours = run(name, columns, parameters);
      const begin = Math.max(lookback ?? findIndicator(name)?.lookback(parameters) ?? 0, agreeFrom);
      const agrees = outputs.every((output, k) => isSame(ours[output], theirs[k], begin));
      expect(agrees).toBe(!(code in differences));
    },
  );
});

/** Equal to 1e-6, which leaves room for the drift of TA-Lib's sliding sums. */
function isSame(ours: Float64Array, theirs: Float64Array, begin: number): boolean {
  for (let i = begin; i < ours.length; i++) {
    if (!(Math.abs(ours[i] - theirs[i]) <= 1e-6 * Math.max(1, Math.abs(theirs[i])))) return false;
  }
  return true;
}

function withStretches(): Columns {
  const columns = randomBars(BARS, 8);
  for (const name of ['open', 'high', 'low', 'close', 'other'] as const) {
    for (const start of [150, 350, 500]) columns[name].fill(55.5, start, start + 40);
  }
  return columns;
}

function withSpike(): Columns {
  const columns = randomBars(BARS, 9);
  for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][250] *= 1000;
  return columns;
}

/** Both are known from the same bar on, and agree from `agreeFrom` on. */
function expectSame(
  ours: Float64Array,
  theirs: Float64Array,
  begin: number,
  agreeFrom: number,
  scale: number,
): void {
  expect(theirs.findIndex(Number.isFinite)).toBe(begin);
  for (let i = Math.max(begin, agreeFrom); i < ours.length; i++) {
    const allowed = 1e-9 * Math.max(Math.abs(theirs[i]), scale * 1e-2);
    if (!(Math.abs(ours[i] - theirs[i]) <= allowed)) expect.fail(`bar ${i}: ${ours[i]} is not ${theirs[i]}`);
  }
}
