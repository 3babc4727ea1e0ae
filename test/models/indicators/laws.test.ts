import { describe, expect, test } from 'vitest';
import { indicators } from '../../../models/indicators/index.js';
import { type Columns, randomBars, seededRandom } from './random-bars.js';
import { defaultsOf, inputsOf, outputsOf, run } from './run-indicator.js';

const NONE = Number.NaN;

describe('small cases worked out by hand', () => {
  test.each<[string, number[][], number[], Record<string, number[]>]>([
    ['sma', [[1, 2, 3, 4]], [2], { value: [NONE, 1.5, 2.5, 3.5] }],
    // Mean of 2, 4, 6 is 4; weight 2/(3 + 1) = 1/2: 4 + (8 − 4)/2.
    ['ema', [[2, 4, 6, 8]], [3], { value: [NONE, NONE, 4, 6] }],
    // (1·1 + 2·2 + 3·6)/6.
    ['wma', [[1, 2, 6]], [3], { value: [NONE, NONE, 23 / 6] }],
    // Gains 1, 1, 0 and losses 0, 0, 1: averages 1 and 0, then 1/2 and 1/2.
    ['rsi', [[1, 2, 3, 2]], [2], { value: [NONE, NONE, 100, 50] }],
    // True ranges 2, 4, 1: (2 + 4)/2 = 3, then 3 + (1 − 3)/2.
    [
      'atr',
      [
        [10, 11, 14, 13],
        [8, 9, 10, 12],
        [9, 10, 12, 12],
      ],
      [2],
      { value: [NONE, NONE, 3, 2] },
    ],
    // Slow EMA: 2, then 2 + 2/3·3 = 4; less than 3 and 5 by 1.
    ['macd', [[1, 3, 5]], [1, 2, 1], { macd: [NONE, 1, 1], signal: [NONE, 1, 1], histogram: [NONE, 0, 0] }],
    // Mean 5, squared deviations 9 1 1 1 0 0 4 16: variance 32/8 = 4.
    ['stdev', [[2, 4, 4, 4, 5, 5, 7, 9]], [8, 0], { value: [...Array<number>(7).fill(NONE), 2] }],
    // Mean 3, deviation 2, twice: −1 … 7; the last value 5 lies 6/8 up.
    [
      'bbands',
      [[1, 5]],
      [2, 2],
      {
        middle: [NONE, 3],
        upper: [NONE, 7],
        lower: [NONE, -1],
        percent_b: [NONE, 0.75],
        width: [NONE, 8 / 3],
      },
    ],
    // Range 1 … 5, close 4.
    [
      'stoch',
      [
        [3, 4, 5],
        [1, 2, 3],
        [2, 3, 4],
      ],
      [3, 1, 1],
      { k: [NONE, NONE, 75], d: [NONE, NONE, 75] },
    ],
    [
      'obv',
      [
        [1, 2, 2, 1],
        [5, 6, 7, 8],
      ],
      [],
      { value: [0, 6, 6, -2] },
    ],
    // 110 is confirmed as a high by 99 = 110·0.9, 96 as a low by 106 > 96·1.1 = 105.6; 105 confirms nothing.
    [
      'zigzag',
      [[100, 104, 110, 105, 99, 96, 100, 106, 108]],
      [10],
      {
        pivot: [NONE, NONE, 100, 100, 110, 110, 110, 96, 96],
        direction: [0, 0, 1, 1, -1, -1, -1, 1, 1],
        extreme: [100, 104, 110, 110, 99, 96, 96, 106, 108],
      },
    ],
    ['roc', [[10, 11]], [1], { value: [NONE, 10] }],
    ['highest', [[3, 1, 2, 0]], [2], { value: [NONE, 3, 2, 2] }],
  ])('%s of %j with %j', (name, inputs, parameters, expected) => {
    const outputs = run(name, inputs, parameters);
    for (const [output, values] of Object.entries(expected)) {
      values.forEach((value, i) => {
        if (value !== value) expect(outputs[output][i]).toBeNaN();
        else expect(outputs[output][i]).toBeCloseTo(value, 12);
      });
    }
  });
});

describe('accuracy', () => {
  const BARS = 100_000;

  test.each([2, 10, 30, 200])(
    'sma(%i) of whole numbers is exact to one rounding, a spike of 1e9 included',
    (n) => {
      const random = seededRandom(n);
      const x = Float64Array.from({ length: BARS }, (_, i) =>
        i % 7919 === 500 ? 1e9 : 1 + Math.floor(10_000 * random()),
      );
      const { value } = run('sma', [x], [n]);
      let sum = 0;
      let worst = 0;
      for (let i = 0; i < BARS; i++) {
        // Whole numbers below 2^53 add up exactly.
        sum += x[i] - (i >= n ? x[i - n] : 0);
        if (i >= n - 1) worst = Math.max(worst, Math.abs(value[i] * n - sum) / sum);
      }
      expect(worst).toBeLessThanOrEqual(1e-15);
    },
  );

  test('averages of a price that stands still are equal to 1e-14 whatever their period, even after 100,000 bars', () => {
    const x = randomBars(BARS, 5).close.map((close, i) =>
      i % 1000 < 400 ? 42.37 : i % 997 === 0 ? 1e9 : close,
    );
    const short = run('sma', [x], [10]).value;
    const long = run('sma', [x], [200]).value;
    for (let i = 399; i < BARS; i += 1000) {
      expect(Math.abs(short[i] - long[i])).toBeLessThanOrEqual(1e-14 * 42.37);
    }
  });
});

/** Indicators that a change of the unit of price changes otherwise than by a factor, each with its reason. */
const NOT_SCALED: Record<string, string> = {
  decay: 'falls by 1/n in units of the series at each bar',
  linreg_angle: 'the angle of a slope in units per bar',
  product: 'scales with the power of its period',
};

describe('rank through time', () => {
  const { close } = randomBars(900, 3);
  // Whole prices, so that many are equal; a gap, so that windows start anew.
  const prices = close.map((price, i) => (i === 400 ? Number.NaN : Math.round(price)));

  test.each([2, 20, 128, 129, 300])('over %i bars is the rank by counting', (n) => {
    const { value } = run('ts_rank', [prices], [n]);
    value.forEach((rank, i) => {
      const window = prices.slice(Math.max(0, i - n + 1), i + 1);
      const below = window.filter((price) => price < prices[i]).length;
      const equal = window.filter((price) => price === prices[i]).length;
      const known = window.length === n && !window.some(Number.isNaN);
      expect(rank).toBe(known ? (below + (equal + 1) / 2) / n : Number.NaN);
    });
  });
});

describe('the unit of price', () => {
  const bars = randomBars(400, 21);
  const scaled: Columns = { ...bars };
  for (const name of ['open', 'high', 'low', 'close', 'other'] as const) {
    Object.assign(scaled, { [name]: bars[name].map((value) => 1024 * value) });
  }

  test.each(indicators.map((indicator) => [indicator.name, indicator] as const))(
    '%s times 1024 is the same, or scaled by a power of 1024, to 1e-9',
    (name, indicator) => {
      const before = outputsOf(indicator, inputsOf(indicator, bars), defaultsOf(indicator));
      const after = outputsOf(indicator, inputsOf(indicator, scaled), defaultsOf(indicator));
      const fits = indicator.outputs.every((output) =>
        [0, 1, 2, -1].some((degree) => isScaled(before[output], after[output], 1024 ** degree)),
      );
      expect(fits).toBe(!(name in NOT_SCALED));
    },
  );
});

function isScaled(before: Float64Array, after: Float64Array, factor: number): boolean {
  const size = before.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  return before.every((value, i) => {
    if (value !== value) return after[i] !== after[i];
    return Math.abs(after[i] / factor - value) <= 1e-9 * size;
  });
}
