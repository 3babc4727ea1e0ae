import type { Indicator } from '../indicator.js';
import { equal } from './candle-settings.js';
import { body, type Candles, colour, threshold, within } from './candle.js';
import { isLong } from './candle-shape.js';
import { definePattern } from './define-pattern.js';

/** Patterns of a long candle and one that opens beyond it and comes back towards its body. */
export const reopeningPatterns: readonly Indicator[] = [
  definePattern({
    name: 'dark_cloud_cover',
    title: 'Dark cloud cover',
    rule: 'Long white candle, then a black one that opens above its high and closes well within its body.',
    talib: 'CDLDARKCLOUDCOVER',
    lookback: 11,
    penetration: 0.5,
    matches: (c, i, penetration) =>
      colour(c, i - 1) === 1 &&
      colour(c, i) === -1 &&
      c.open[i] > c.high[i - 1] &&
      c.close[i] > c.open[i - 1] &&
      c.close[i] < c.close[i - 1] - body(c, i - 1) * penetration &&
      isLong(c, i - 1)
        ? -100
        : 0,
  }),
  definePattern({
    name: 'in_neck',
    title: 'In-neck pattern',
    rule: 'Long black candle, then a white one that opens below its low and closes just into its body.',
    talib: 'CDLINNECK',
    lookback: 11,
    matches: (c, i) =>
      opensBelowLongBlack(c, i) &&
      c.close[i] <= c.close[i - 1] + threshold(c, equal, i - 1) &&
      c.close[i] >= c.close[i - 1]
        ? -100
        : 0,
  }),
  definePattern({
    name: 'on_neck',
    title: 'On-neck pattern',
    rule: 'Long black candle, then a white one that opens below its low and closes at its low.',
    talib: 'CDLONNECK',
    lookback: 11,
    matches: (c, i) =>
      opensBelowLongBlack(c, i) && within(c.close[i], c.low[i - 1], threshold(c, equal, i - 1)) ? -100 : 0,
  }),
  definePattern({
    name: 'piercing',
    title: 'Piercing pattern',
    rule: 'Long black candle, then a long white one that opens below its low and closes above its middle.',
    talib: 'CDLPIERCING',
    lookback: 11,
    matches: (c, i) =>
      opensBelowLongBlack(c, i) &&
      c.close[i] < c.open[i - 1] &&
      c.close[i] > c.close[i - 1] + body(c, i - 1) * 0.5 &&
      isLong(c, i)
        ? 100
        : 0,
  }),
  definePattern({
    name: 'thrusting',
    title: 'Thrusting pattern',
    rule: 'Long black candle, then a white one that opens below its low and closes into its body, below the middle.',
    talib: 'CDLTHRUSTING',
    lookback: 11,
    matches: (c, i) =>
      opensBelowLongBlack(c, i) &&
      c.close[i] > c.close[i - 1] + threshold(c, equal, i - 1) &&
      c.close[i] <= c.close[i - 1] + body(c, i - 1) * 0.5
        ? -100
        : 0,
  }),
];

function opensBelowLongBlack(c: Candles, i: number): boolean {
  return colour(c, i - 1) === -1 && colour(c, i) === 1 && c.open[i] < c.low[i - 1] && isLong(c, i - 1);
}
