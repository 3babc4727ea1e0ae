import { describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { compile, evaluate } from '../../../models/expressions/index.js';
import { features } from '../../../models/features/index.js';
import { createRandom } from '../../../models/random/index.js';
import {
  RATING_LOOKBACK,
  REGIME_LOOKBACK,
  rating,
  ratingExpressions,
  regimeExpressions,
  regimesOf,
} from '../../../models/ratings/index.js';

function walk(seed: number, n = 400): Bars {
  const random = createRandom(seed);
  const column = () => new Float64Array(n);
  const [time, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()];
  let price = 50;
  for (let i = 0; i < n; i++) {
    time[i] = i * 86_400_000;
    open[i] = price * (1 + 0.004 * random.normal());
    price *= 1 + 0.015 * random.normal();
    close[i] = price;
    high[i] = Math.max(open[i], price) * (1 + 0.005 * random.uniform());
    low[i] = Math.min(open[i], price) * (1 - 0.005 * random.uniform());
    volume[i] = 1e6 * (0.5 + random.uniform());
  }
  return { time, open, high, low, close, volume, interval: '1d' };
}

/** The chart turned upside down in log prices: what rose by a factor fell by it. */
function mirrored(bars: Bars): Bars {
  const turn = (column: Float64Array) => column.map((price) => 2500 / price);
  return {
    ...bars,
    open: turn(bars.open),
    high: turn(bars.low),
    low: turn(bars.high),
    close: turn(bars.close),
  };
}

const { contributions, score } = ratingExpressions();
const program = compile({ ...contributions, score }, { definitions: contributions });

describe('the rating', () => {
  test('weights add up to 100', () => {
    expect(rating.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });

  test('is symmetrical: the mirror image of a chart has the opposite score, part by part', () => {
    for (const seed of [1, 2, 3]) {
      const bars = walk(seed);
      const benchmark = walk(seed + 10).close;
      const plain = evaluate(program, { bars, benchmarkClose: benchmark });
      const turned = evaluate(program, {
        bars: mirrored(bars),
        benchmarkClose: benchmark.map((level) => 1 / level),
      });
      for (const name of [...Object.keys(contributions), 'score']) {
        for (let i = RATING_LOOKBACK; i < bars.time.length; i++) {
          expect(turned[name][i]).toBeCloseTo(-plain[name][i], 7);
        }
      }
    }
  });

  test('parts are bounded by their weights and add up to the score', () => {
    const bars = walk(4);
    const values = evaluate(program, { bars, benchmarkClose: walk(5).close });
    for (let i = RATING_LOOKBACK; i < bars.time.length; i++) {
      let sum = 0;
      for (const { family, weight } of rating) {
        const part = values[`rating_${family}`][i];
        expect(Math.abs(part)).toBeLessThanOrEqual(weight + 1e-9);
        sum += part;
      }
      expect(values.score[i]).toBeCloseTo(sum, 9);
    }
  });

  test('is unknown until every family is known, and no longer', () => {
    const { score: values } = evaluate(program, { bars: walk(6), benchmarkClose: walk(7).close });
    expect(Number.isNaN(values[RATING_LOOKBACK - 1])).toBe(true);
    expect(Number.isFinite(values[RATING_LOOKBACK])).toBe(true);
  });

  test('does not reward calm: half the volatility with the same shape changes nothing', () => {
    const bars = walk(8);
    const halved = (column: Float64Array) => column.map((price) => Math.sqrt(price * 50));
    const calm = {
      ...bars,
      open: halved(bars.open),
      high: halved(bars.high),
      low: halved(bars.low),
      close: halved(bars.close),
    };
    const flat = new Float64Array(bars.time.length).fill(100);
    const a = evaluate(program, { bars, benchmarkClose: flat }).score;
    const b = evaluate(program, { bars: calm, benchmarkClose: flat }).score;
    for (let i = RATING_LOOKBACK; i < a.length; i++) expect(b[i]).toBeCloseTo(a[i], 7);
  });
});

describe('the regime', () => {
  test('needs its whole window: unknown one bar earlier, named on the bar', () => {
    const bars = walk(9);
    const { trend_up, volatile } = evaluate(compile(regimeExpressions), { bars });
    const regimes = regimesOf(trend_up, volatile);
    const first = regimes.findIndex((regime) => regime !== 'unknown');
    expect(first).toBe(REGIME_LOOKBACK - 1);
  });
});

describe('features', () => {
  const all = compile(Object.fromEntries(features.map(({ name, expression }) => [name, expression])));

  test('there are about forty, with names of their own', () => {
    expect(features.length).toBeGreaterThanOrEqual(40);
    expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
  });

  test('what is to come changes none of them', () => {
    const bars = walk(11);
    const benchmarkClose = walk(12).close;
    const whole = evaluate(all, { bars, benchmarkClose });
    const cut = 330;
    const head = Object.fromEntries(
      Object.entries(bars).map(([name, column]) => [
        name,
        column instanceof Float64Array ? column.slice(0, cut) : column,
      ]),
    ) as unknown as Bars;
    const part = evaluate(all, { bars: head, benchmarkClose: benchmarkClose.slice(0, cut) });
    for (const { name } of features) expect(part[name]).toEqual(whole[name].slice(0, cut));
  });

  test('those without dollars do not change when prices double and shares halve', () => {
    const bars = walk(13);
    const benchmarkClose = walk(14).close;
    const twice = (column: Float64Array) => column.map((price) => 2 * price);
    const split = {
      ...bars,
      open: twice(bars.open),
      high: twice(bars.high),
      low: twice(bars.low),
      close: twice(bars.close),
      volume: bars.volume.map((shares) => shares / 2),
    };
    const before = evaluate(all, { bars, benchmarkClose });
    const after = evaluate(all, { bars: split, benchmarkClose });
    for (const { name, unit } of features) {
      if (unit === 'dollars' && name === 'price') continue;
      const last = bars.time.length - 1;
      expect(after[name][last] / before[name][last], name).toBeCloseTo(1, 6);
    }
  });
});
