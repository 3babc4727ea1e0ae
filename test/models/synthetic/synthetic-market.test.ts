import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../models/bars/index.js';
import { adjustBars } from '../../../models/bars/index.js';
import { sessionsBetween } from '../../../models/calendar/index.js';
import { SYNTHETIC_BENCHMARK, SYNTHETIC_SECTORS, syntheticMarket } from '../../../models/synthetic/index.js';

const sessions = sessionsBetween(parseIsoDate('2021-01-01'), parseIsoDate('2025-12-31'));
const market = (seed: number, effect = 1) => syntheticMarket({ seed, symbols: 110, sessions, effect });

describe('synthetic market', () => {
  const one = market(1);

  it('is the same for the same seed, and another for another', () => {
    expect(market(1)).toEqual(one);
    expect(market(2)[1].bars.close).not.toEqual(one[1].bars.close);
  });

  it('has the benchmark and every sector, and every name says synthetic', () => {
    expect(one[0].symbol).toBe(SYNTHETIC_BENCHMARK);
    expect(new Set(one.slice(1).map(({ sector }) => sector))).toEqual(new Set(SYNTHETIC_SECTORS));
    for (const { name } of one) expect(name).toMatch(/^Synthetic/);
  });

  it('keeps every bar whole: low ≤ open, close ≤ high, all positive cents', () => {
    for (const { symbol, bars } of one) {
      for (let i = 0; i < bars.time.length; i++) {
        const [o, h, l, c] = [bars.open[i], bars.high[i], bars.low[i], bars.close[i]];
        const isWhole = l > 0 && l <= Math.min(o, c) && h >= Math.max(o, c) && bars.volume[i] >= 0;
        if (!isWhole || Math.abs(c * 100 - Math.round(c * 100)) > 1e-6) {
          throw new Error(`${symbol} bar ${i}: o=${o} h=${h} l=${l} c=${c}`);
        }
      }
    }
  });

  it('has splits, dividends, late listings and delistings', () => {
    const kinds = new Set(one.flatMap(({ actions }) => actions.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set(['split', 'dividend']));
    expect(one.some(({ bars }) => bars.time[0] > sessions[0])).toBe(true);
    expect(one.some(({ bars }) => bars.time[bars.time.length - 1] < sessions[sessions.length - 1])).toBe(
      true,
    );
  });

  it('has fat tails, clustered volatility and volume that follows it', () => {
    const kurtoses: number[] = [];
    const clusters: number[] = [];
    const volumes: number[] = [];
    for (const { bars, actions } of one.slice(1)) {
      const { close, volume } = adjustBars(bars, actions, 'all');
      const r = Array.from({ length: close.length - 1 }, (_, i) => Math.log(close[i + 1] / close[i]));
      const absolute = r.map(Math.abs);
      const mean2 = average(r.map((x) => x * x));
      kurtoses.push(average(r.map((x) => x ** 4)) / mean2 ** 2);
      clusters.push(correlation(absolute.slice(1), absolute.slice(0, -1)));
      volumes.push(correlation(absolute, Array.from(volume.slice(1), Math.log)));
    }
    expect(median(kurtoses)).toBeGreaterThan(4);
    expect(median(clusters)).toBeGreaterThan(0.04);
    expect(median(volumes)).toBeGreaterThan(0.15);
  });

  it('plants a reversal that is there with an effect and gone without', () => {
    const planted = reversalT(market(3, 2));
    const none = reversalT(market(3, 0));
    expect(planted).toBeLessThan(-4);
    expect(Math.abs(none)).toBeLessThan(3);
  });
});

/** t of the mean daily cross-sectional correlation of the last five days' return with the next day's. */
function reversalT(symbols: ReturnType<typeof market>): number {
  const series = symbols.slice(1).map(({ bars, actions }) => {
    const adjusted = adjustBars(bars, actions, 'all');
    return new Map(Array.from(adjusted.time, (time, i) => [time, adjusted.close[i]]));
  });
  const daily: number[] = [];
  for (let i = 5; i + 1 < sessions.length; i += 1) {
    const past: number[] = [];
    const next: number[] = [];
    for (const close of series) {
      const [a, b, c] = [close.get(sessions[i - 5]), close.get(sessions[i]), close.get(sessions[i + 1])];
      if (a === undefined || b === undefined || c === undefined) continue;
      past.push(Math.log(b / a));
      next.push(Math.log(c / b));
    }
    daily.push(correlation(past, next));
  }
  const mean = average(daily);
  return mean / Math.sqrt(average(daily.map((x) => (x - mean) ** 2)) / daily.length);
}

const average = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [average(x), average(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) ** 2;
    yy += (y[i] - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
