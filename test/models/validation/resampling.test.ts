import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import type { TradeRow } from '../../../models/statistics/index.js';
import {
  blockLength,
  bootstrapInterval,
  capacity,
  figureIntervals,
  permuteEntries,
  resampleIndices,
  tradeOrder,
} from '../../../models/validation/index.js';

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function autoregression(rho: number, n: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const series = new Float64Array(n);
  let value = 0;
  for (let i = 0; i < n; i++) {
    value = rho * value + random.normal();
    series[i] = value;
  }
  return series;
}

describe('resampleIndices', () => {
  test('blocks of 4 run on, and wrap at the end', () => {
    const indices = resampleIndices(new Int32Array(12), 'block', 4, createRandom(1));
    for (let i = 0; i < 12; i++) if (i % 4 > 0) expect(indices[i]).toBe((indices[i - 1] + 1) % 12);
  });

  test('stationary blocks are as long as asked on average, and every bar is as likely', () => {
    const n = 200_000;
    const indices = resampleIndices(new Int32Array(n), 'stationary', 20, createRandom(2));
    let starts = 0;
    for (let i = 1; i < n; i++) if (indices[i] !== (indices[i - 1] + 1) % n) starts++;
    expect(n / starts).toBeCloseTo(20, -0.5);
    expect(mean(Float64Array.from(indices)) / n).toBeCloseTo(0.5, 1);
  });
});

describe('blockLength', () => {
  // For an AR(1), Politis & White's optimum is (4ρ²/(1 − ρ²)² n)^⅓.
  test.each([0.3, 0.5, 0.7])('is near the optimum for an autoregression of %d', (rho) => {
    let sum = 0;
    for (let seed = 0; seed < 40; seed++) sum += blockLength(autoregression(rho, 1000, seed));
    const optimum = Math.cbrt(((4 * rho * rho) / (1 - rho * rho) ** 2) * 1000);
    expect(sum / 40 / optimum).toBeGreaterThan(0.7);
    expect(sum / 40 / optimum).toBeLessThan(1.3);
  });

  test('is short for noise and 1 for a constant', () => {
    expect(blockLength(autoregression(0, 1000, 3))).toBeLessThan(6);
    expect(blockLength(new Float64Array(50).fill(2))).toBe(1);
  });
});

describe('bootstrapInterval', () => {
  test('covers the mean of a dependent series, where blocks of one bar do not', () => {
    let blocks = 0;
    let single = 0;
    for (let seed = 0; seed < 100; seed++) {
      const series = autoregression(0.7, 300, seed);
      const options = { random: createRandom(seed), samples: 200, confidence: 0.9 };
      const wide = bootstrapInterval(series, mean, options);
      const narrow = bootstrapInterval(series, mean, { ...options, blockLength: 1 });
      if (wide.lower <= 0 && wide.upper >= 0) blocks++;
      if (narrow.lower <= 0 && narrow.upper >= 0) single++;
    }
    expect(blocks).toBeGreaterThan(75);
    expect(single).toBeLessThan(65);
  });

  test('the standard error of the mean of noise is σ/√n', () => {
    const series = autoregression(0, 400, 5);
    const { standardError, estimate } = bootstrapInterval(series, mean, {
      random: createRandom(1),
      method: 'block',
      blockLength: 1,
    });
    expect(estimate).toBe(mean(series));
    expect(standardError).toBeCloseTo(0.05, 2);
  });

  test('bounds are checked', () => {
    const series = autoregression(0, 20, 1);
    const random = createRandom(1);
    expect(() => bootstrapInterval(series, mean, { random, samples: 0 })).toThrow('samples must be');
    expect(() => bootstrapInterval(series, mean, { random, confidence: 1 })).toThrow('confidence must be');
    expect(() => bootstrapInterval(series, mean, { random, blockLength: 0 })).toThrow('blockLength must be');
  });
});

describe('figureIntervals', () => {
  test('encloses the estimates, repeats with its seed, and leaves out what resampling says nothing of', () => {
    const random = createRandom(9);
    const equity = new Float64Array(300).fill(1000);
    for (let i = 1; i < 300; i++) equity[i] = equity[i - 1] * (1 + 0.001 + 0.01 * random.normal());
    const time = Float64Array.from({ length: 300 }, (_, i) => i * 86_400_000);
    const trades = Array.from({ length: 20 }, (_, k): TradeRow => {
      const pnl = 5 + 10 * random.normal();
      return {
        entryTime: time[k * 10],
        exitTime: time[k * 10 + 5],
        size: 1,
        entryPrice: 100,
        exitPrice: 100 + pnl,
        pnl,
        return: pnl / 100,
        commission: 0,
        mae: 0,
        mfe: 0,
        barsHeld: 5,
        status: 'closed',
      };
    });
    const run = () =>
      figureIntervals(equity, time, trades, { benchmark: equity }, { random: createRandom(1), samples: 200 });
    const intervals = run();
    for (const name of ['sharpe', 'totalReturn', 'maxDrawdown', 'expectancyCash', 'winRate']) {
      const { estimate, lower, upper } = intervals[name];
      expect(lower, name).toBeLessThan(estimate);
      expect(upper, name).toBeGreaterThan(estimate);
    }
    // The benchmark is drawn on the same bars, so an account keeps beta 1 with itself.
    expect(intervals.beta.lower).toBeCloseTo(1, 10);
    expect(intervals.beta.upper).toBeCloseTo(1, 10);
    expect(intervals.bars).toBeUndefined();
    expect(intervals.ddPeak).toBeUndefined();
    expect(run()).toEqual(intervals);
  });
});

describe('permuteEntries', () => {
  test('perfect timing is not chance', () => {
    const random = createRandom(3);
    const returns = Float64Array.from({ length: 400 }, () => 0.01 * random.normal());
    const holdings = [...returns.keys()]
      .filter((i) => returns[i] > 0.012)
      .map((entryBar) => ({ entryBar, length: 1 }));
    const result = permuteEntries(returns, holdings, { random, samples: 500 });
    expect(result.pValue).toBeCloseTo(1 / 501, 10);
    expect(result.observed).toBeGreaterThan(result.quantile95);
  });

  test('holding all the time leaves nothing to permute', () => {
    const returns = Float64Array.of(0.01, -0.02, 0.03, 0.01);
    const { pValue, observed, mean } = permuteEntries(returns, [{ entryBar: 0, length: 4 }], {
      random: createRandom(1),
      samples: 50,
    });
    expect(pValue).toBe(1);
    expect(mean).toBeCloseTo(observed, 14);
  });

  test('one holding of one bar is as likely on each bar: the mean is the mean return', () => {
    const returns = Float64Array.of(0, 0, 0.1, 0, 0);
    const { mean, pValue } = permuteEntries(returns, [{ entryBar: 2, length: 1 }], {
      random: createRandom(2),
      samples: 5000,
    });
    expect(mean).toBeCloseTo(Math.log(1.1) / 5, 2);
    expect(pValue).toBeCloseTo(0.2, 1);
  });

  test('holdings keep their length and side and never overlap', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 20 }), (list, free) => {
        const bars = list.reduce((sum, length) => sum + length, 0) + free;
        // With the same return on every bar, any arrangement that overlaps or leaves the axis differs.
        const returns = new Float64Array(bars).fill(0.01);
        let at = 0;
        const holdings = list.map((length) => {
          const holding = { entryBar: at, length };
          at += length;
          return holding;
        });
        const result = permuteEntries(returns, holdings, { random: createRandom(1), samples: 20 });
        expect(result.quantile05).toBeCloseTo(result.observed, 10);
        expect(result.quantile95).toBeCloseTo(result.observed, 10);
      }),
    );
  });

  test('more bars held than there are is an error', () => {
    expect(() =>
      permuteEntries(new Float64Array(3), [{ entryBar: 0, length: 4 }], { random: createRandom(1) }),
    ).toThrow('do not fit into 3 bars');
  });
});

describe('tradeOrder', () => {
  test('another order changes the drawdown and not the total', () => {
    const returns = Float64Array.of(0.1, -0.1, 0.2, -0.2, 0.05);
    const result = tradeOrder(returns, { random: createRandom(1), samples: 400 });
    expect(result.totalReturn.quantile05).toBeCloseTo(result.totalReturn.observed, 12);
    expect(result.totalReturn.quantile95).toBeCloseTo(result.totalReturn.observed, 12);
    // Worst order: both losses in a row, 0.9 x 0.8 − 1; best: they stand apart, −0.2.
    expect(result.maxDrawdown.quantile05).toBeCloseTo(-0.28, 12);
    expect(result.maxDrawdown.quantile95).toBeCloseTo(-0.2, 12);
  });

  test('drawing with replacement changes the total; ruin is counted', () => {
    const returns = Float64Array.of(0.5, -0.5);
    const result = tradeOrder(returns, { random: createRandom(1), method: 'resample', samples: 4000 });
    expect(result.totalReturn.quantile05).toBeCloseTo(-0.75, 12);
    expect(result.totalReturn.quantile95).toBeCloseTo(1.25, 12);
    // Only two gains in a row escape a drawdown of one half.
    expect(result.probabilityOfRuin).toBeCloseTo(0.75, 1);
  });
});

describe('capacity', () => {
  test('one trade by hand', () => {
    // Edge 1 %, σ 2 %, volume 1e8, whole account: 0.01 = 2 · 0.02 √(C/1e8) at C = 1e8/16.
    const trade = { return: 0.01, weight: 1, dollarVolume: 1e8, volatility: 0.02 };
    const result = capacity([trade], { impact: 1 });
    expect(result.breakEven).toBeCloseTo(6_250_000, 3);
    expect(result.mostProfit).toBeCloseTo((4 / 9) * 6_250_000, 3);
    expect(result.byVolume).toBe(1e7);
  });

  test('no edge, no capacity; no volume is an error', () => {
    const trade = { return: -0.01, weight: 1, dollarVolume: 1e8, volatility: 0.02 };
    expect(capacity([trade], { impact: 1 }).breakEven).toBe(0);
    expect(() => capacity([{ ...trade, dollarVolume: 0 }], { impact: 1 })).toThrow('trade 0 must have');
  });
});
