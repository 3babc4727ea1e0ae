import * as fc from 'fast-check';
import type { Bars } from '../../../models/bars/index.js';
import type { Signals } from '../../../models/simulation/index.js';

/** Bars of a random walk with gaps, on weekdays; every open and close within its range. */
export const randomBars = (minBars = 1, maxBars = 60): fc.Arbitrary<Bars> =>
  fc
    .array(
      fc.record({
        gap: fc.double({ min: -0.15, max: 0.15, noNaN: true }),
        move: fc.double({ min: -0.15, max: 0.15, noNaN: true }),
        up: fc.double({ min: 0, max: 0.08, noNaN: true }),
        down: fc.double({ min: 0, max: 0.08, noNaN: true }),
        volume: fc.integer({ min: 0, max: 1_000_000 }),
      }),
      { minLength: minBars, maxLength: maxBars },
    )
    .map((steps) => {
      const n = steps.length;
      const column = () => new Float64Array(n);
      const bars = {
        time: column(),
        open: column(),
        high: column(),
        low: column(),
        close: column(),
        volume: column(),
      };
      let price = 100;
      steps.forEach(({ gap, move, up, down, volume }, i) => {
        bars.time[i] = Date.UTC(2020, 0, 6) + 86_400_000 * (i + 2 * Math.floor(i / 5));
        bars.open[i] = round(price * (1 + gap));
        bars.close[i] = round(bars.open[i] * (1 + move));
        bars.high[i] = round(Math.max(bars.open[i], bars.close[i]) * (1 + up));
        bars.low[i] = round(Math.min(bars.open[i], bars.close[i]) * (1 - down));
        bars.volume[i] = volume;
        price = bars.close[i];
      });
      return { ...bars, interval: '1d' as const };
    });

/** A condition of 0, 1 and NaN, true on about a third of the bars. */
const randomCondition = (n: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.constantFrom(0, 0, 0, 1, 1, Number.NaN), { minLength: n, maxLength: n })
    .map((values) => Float64Array.from(values));

/** Bars with entry, exit, short and cover conditions. */
export const randomMarket = (minBars = 1, maxBars = 60): fc.Arbitrary<{ bars: Bars; signals: Signals }> =>
  randomBars(minBars, maxBars).chain((bars) => {
    const condition = randomCondition(bars.time.length);
    return fc
      .record({ entry: condition, exit: condition, short: condition, cover: condition })
      .map((signals) => ({ bars, signals }));
  });

const round = (price: number) => Math.max(Math.round(price * 10_000) / 10_000, 0.0001);
