import type { Indicator } from '../indicator.js';
import { bodyShort, equal, near } from './candle-settings.js';
import { isLong, isShort } from './candle-shape.js';
import { body, bodyBottom, bodyGapDown, bodyGapUp, bodyTop, colour, threshold, within } from './candle.js';
import { definePattern } from './define-pattern.js';

/** Other patterns of three candles. */
export const threeCandlePatterns: readonly Indicator[] = [
  definePattern({
    name: 'three_inside',
    title: 'Three inside up or down',
    rule: 'A harami, then a close beyond the open of its first candle; signed against the first.',
    talib: 'CDL3INSIDE',
    lookback: 12,
    matches(k, i) {
      const side = colour(k, i - 2);
      return colour(k, i) === -side &&
        side * (k.open[i - 2] - k.close[i]) > 0 &&
        bodyTop(k, i - 1) < bodyTop(k, i - 2) &&
        bodyBottom(k, i - 1) > bodyBottom(k, i - 2) &&
        isLong(k, i - 2) &&
        body(k, i - 1) <= threshold(k, bodyShort, i - 1)
        ? -100 * side
        : 0;
    },
  }),
  definePattern({
    name: 'three_outside',
    title: 'Three outside up or down',
    rule: 'An engulfing pattern, then a close further in its direction.',
    talib: 'CDL3OUTSIDE',
    lookback: 3,
    matches(k, i) {
      const side = colour(k, i - 1);
      return colour(k, i - 2) === -side &&
        side * (k.close[i - 1] - k.open[i - 2]) > 0 &&
        side * (k.close[i - 2] - k.open[i - 1]) > 0 &&
        side * (k.close[i] - k.close[i - 1]) > 0
        ? 100 * side
        : 0;
    },
  }),
  definePattern({
    name: 'gap_side_side_white',
    title: 'Side-by-side white lines',
    rule: 'Two white candles of like size and open, both beyond a gap; signed by the gap.',
    talib: 'CDLGAPSIDESIDEWHITE',
    lookback: 7,
    matches(k, i) {
      const up = bodyGapUp(k, i - 1, i - 2) && bodyGapUp(k, i, i - 2);
      const down = bodyGapDown(k, i - 1, i - 2) && bodyGapDown(k, i, i - 2);
      return (up || down) &&
        colour(k, i - 1) === 1 &&
        colour(k, i) === 1 &&
        within(body(k, i), body(k, i - 1), threshold(k, near, i - 1)) &&
        within(k.open[i], k.open[i - 1], threshold(k, equal, i - 1))
        ? up
          ? 100
          : -100
        : 0;
    },
  }),
  definePattern({
    name: 'stick_sandwich',
    title: 'Stick sandwich',
    rule: 'Black, white, black: the white one trades above the first close, the last closes at it.',
    talib: 'CDLSTICKSANDWICH',
    lookback: 7,
    matches: (k, i) =>
      colour(k, i - 2) === -1 &&
      colour(k, i - 1) === 1 &&
      colour(k, i) === -1 &&
      k.low[i - 1] > k.close[i - 2] &&
      within(k.close[i], k.close[i - 2], threshold(k, equal, i - 2))
        ? 100
        : 0,
  }),
  definePattern({
    name: 'tasuki_gap',
    title: 'Tasuki gap',
    rule: 'A candle beyond a gap, then one of like size and other colour that opens in its body and closes in the gap; signed by the gap.',
    talib: 'CDLTASUKIGAP',
    lookback: 7,
    matches(k, i) {
      const side = colour(k, i - 1);
      const gap = side === 1 ? bodyGapUp(k, i - 1, i - 2) : bodyGapDown(k, i - 1, i - 2);
      const edge = side === 1 ? bodyTop(k, i - 2) : bodyBottom(k, i - 2);
      return gap &&
        colour(k, i) === -side &&
        side * (k.close[i - 1] - k.open[i]) > 0 &&
        side * (k.open[i] - k.open[i - 1]) > 0 &&
        side * (k.open[i - 1] - k.close[i]) > 0 &&
        side * (k.close[i] - edge) > 0 &&
        Math.abs(body(k, i - 1) - body(k, i)) < threshold(k, near, i - 1)
        ? 100 * side
        : 0;
    },
  }),
  definePattern({
    name: 'unique_three_river',
    title: 'Unique three river',
    rule: 'Long black candle, a black harami with a new low, and a short white candle that opens above that low.',
    talib: 'CDLUNIQUE3RIVER',
    lookback: 12,
    matches: (k, i) =>
      colour(k, i - 2) === -1 &&
      colour(k, i - 1) === -1 &&
      colour(k, i) === 1 &&
      k.close[i - 1] > k.close[i - 2] &&
      k.open[i - 1] <= k.open[i - 2] &&
      k.low[i - 1] < k.low[i - 2] &&
      k.open[i] > k.low[i - 1] &&
      isLong(k, i - 2) &&
      isShort(k, i)
        ? 100
        : 0,
  }),
  definePattern({
    name: 'gap_three_methods',
    title: 'Upside or downside gap three methods',
    rule: 'Two candles of a colour with a gap between them, then one of the other that opens in the second body and closes in the first.',
    talib: 'CDLXSIDEGAP3METHODS',
    lookback: 2,
    matches(k, i) {
      const side = colour(k, i - 2);
      const gap = side === 1 ? bodyGapUp(k, i - 1, i - 2) : bodyGapDown(k, i - 1, i - 2);
      return gap &&
        colour(k, i - 1) === side &&
        colour(k, i) === -side &&
        k.open[i] < bodyTop(k, i - 1) &&
        k.open[i] > bodyBottom(k, i - 1) &&
        k.close[i] < bodyTop(k, i - 2) &&
        k.close[i] > bodyBottom(k, i - 2)
        ? 100 * side
        : 0;
    },
  }),
];
