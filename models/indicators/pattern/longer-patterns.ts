import type { Indicator } from '../indicator.js';
import { near, shadowVeryShort } from './candle-settings.js';
import { hasShavenBottom, isLong, isShaven, isShort } from './candle-shape.js';
import {
  body,
  bodyBottom,
  bodyGapDown,
  bodyGapUp,
  bodyTop,
  type Candles,
  colour,
  threshold,
  upperShadow,
} from './candle.js';
import { definePattern } from './define-pattern.js';

/** Patterns of four and five candles. */
export const longerPatterns: readonly Indicator[] = [
  definePattern({
    name: 'three_black_crows',
    title: 'Three black crows',
    rule: 'After a white candle three black ones without lower shadows, each opening in the body before and closing lower.',
    talib: 'CDL3BLACKCROWS',
    lookback: 13,
    matches: (k, i) =>
      colour(k, i - 3) === 1 &&
      colour(k, i - 2) === -1 &&
      colour(k, i - 1) === -1 &&
      colour(k, i) === -1 &&
      k.open[i - 1] < k.open[i - 2] &&
      k.open[i - 1] > k.close[i - 2] &&
      k.open[i] < k.open[i - 1] &&
      k.open[i] > k.close[i - 1] &&
      k.high[i - 3] > k.close[i - 2] &&
      k.close[i - 2] > k.close[i - 1] &&
      k.close[i - 1] > k.close[i] &&
      hasShavenBottom(k, i - 2) &&
      hasShavenBottom(k, i - 1) &&
      hasShavenBottom(k, i)
        ? -100
        : 0,
  }),
  definePattern({
    name: 'three_line_strike',
    title: 'Three-line strike',
    rule: 'Three candles of a colour, each further and opening in or near the body before, then one of the other colour over them all; signed by the three.',
    talib: 'CDL3LINESTRIKE',
    lookback: 8,
    matches(k, i) {
      const side = colour(k, i - 1);
      return colour(k, i - 3) === side &&
        colour(k, i - 2) === side &&
        colour(k, i) === -side &&
        opensNear(k, i - 2) &&
        opensNear(k, i - 1) &&
        side * (k.close[i - 1] - k.close[i - 2]) > 0 &&
        side * (k.close[i - 2] - k.close[i - 3]) > 0 &&
        side * (k.open[i] - k.close[i - 1]) > 0 &&
        side * (k.open[i - 3] - k.close[i]) > 0
        ? 100 * side
        : 0;
    },
  }),
  definePattern({
    name: 'breakaway',
    title: 'Breakaway',
    rule: 'Long candle, a gap, two more bars in its direction, then a candle of the other colour that closes in the gap; signed by the last.',
    talib: 'CDLBREAKAWAY',
    lookback: 14,
    matches(k, i) {
      const side = colour(k, i - 4);
      const gap = side === 1 ? bodyGapUp(k, i - 3, i - 4) : bodyGapDown(k, i - 3, i - 4);
      return gap &&
        colour(k, i - 3) === side &&
        colour(k, i - 1) === side &&
        colour(k, i) === -side &&
        side * (k.high[i - 2] - k.high[i - 3]) > 0 &&
        side * (k.low[i - 2] - k.low[i - 3]) > 0 &&
        side * (k.high[i - 1] - k.high[i - 2]) > 0 &&
        side * (k.low[i - 1] - k.low[i - 2]) > 0 &&
        side * (k.open[i - 3] - k.close[i]) > 0 &&
        side * (k.close[i] - k.close[i - 4]) > 0 &&
        isLong(k, i - 4)
        ? -100 * side
        : 0;
    },
  }),
  definePattern({
    name: 'concealing_baby_swallow',
    title: 'Concealing baby swallow',
    rule: 'Four black candles: two marubozu, one that gaps down with an upper shadow into the second, one that engulfs it whole.',
    talib: 'CDLCONCEALBABYSWALL',
    lookback: 13,
    matches: (k, i) =>
      colour(k, i - 3) === -1 &&
      colour(k, i - 2) === -1 &&
      colour(k, i - 1) === -1 &&
      colour(k, i) === -1 &&
      bodyGapDown(k, i - 1, i - 2) &&
      k.high[i - 1] > k.close[i - 2] &&
      k.high[i] > k.high[i - 1] &&
      k.low[i] < k.low[i - 1] &&
      isShaven(k, i - 3) &&
      isShaven(k, i - 2) &&
      upperShadow(k, i - 1) > threshold(k, shadowVeryShort, i - 1)
        ? 100
        : 0,
  }),
  definePattern({
    name: 'ladder_bottom',
    title: 'Ladder bottom',
    rule: 'Three black candles with falling opens and closes, a black one with an upper shadow, then a white one that opens above its open and closes above its high.',
    talib: 'CDLLADDERBOTTOM',
    lookback: 14,
    matches: (k, i) =>
      colour(k, i - 4) === -1 &&
      colour(k, i - 3) === -1 &&
      colour(k, i - 2) === -1 &&
      colour(k, i - 1) === -1 &&
      colour(k, i) === 1 &&
      k.open[i - 4] > k.open[i - 3] &&
      k.open[i - 3] > k.open[i - 2] &&
      k.close[i - 4] > k.close[i - 3] &&
      k.close[i - 3] > k.close[i - 2] &&
      k.open[i] > k.open[i - 1] &&
      k.close[i] > k.high[i - 1] &&
      upperShadow(k, i - 1) > threshold(k, shadowVeryShort, i - 1)
        ? 100
        : 0,
  }),
  definePattern({
    name: 'mat_hold',
    title: 'Mat hold',
    rule: 'Long white candle, a gap up, three short candles that fall no more than a share of its body back, then a white one above all their highs.',
    talib: 'CDLMATHOLD',
    lookback: 14,
    penetration: 0.5,
    matches(k, i, penetration) {
      if (colour(k, i - 4) !== 1 || colour(k, i - 3) !== -1 || colour(k, i) !== 1) return 0;
      const top = k.close[i - 4];
      const floor = top - body(k, i - 4) * penetration;
      return bodyGapUp(k, i - 3, i - 4) &&
        bodyBottom(k, i - 2) < top &&
        bodyBottom(k, i - 1) < top &&
        bodyBottom(k, i - 2) > floor &&
        bodyBottom(k, i - 1) > floor &&
        bodyTop(k, i - 2) < k.open[i - 3] &&
        bodyTop(k, i - 1) < bodyTop(k, i - 2) &&
        k.open[i] > k.close[i - 1] &&
        k.close[i] > Math.max(k.high[i - 3], k.high[i - 2], k.high[i - 1]) &&
        isLong(k, i - 4) &&
        isShort(k, i - 3) &&
        isShort(k, i - 2) &&
        isShort(k, i - 1)
        ? 100
        : 0;
    },
  }),
  definePattern({
    name: 'rise_fall_three_methods',
    title: 'Rising or falling three methods',
    rule: 'Long candle, three short ones of the other colour back within its range, then a long one in its direction to a new close.',
    talib: 'CDLRISEFALL3METHODS',
    lookback: 14,
    matches(k, i) {
      const side = colour(k, i - 4);
      return colour(k, i - 3) === -side &&
        colour(k, i - 2) === -side &&
        colour(k, i - 1) === -side &&
        colour(k, i) === side &&
        touches(k, i - 3, i - 4) &&
        touches(k, i - 2, i - 4) &&
        touches(k, i - 1, i - 4) &&
        side * (k.close[i - 3] - k.close[i - 2]) > 0 &&
        side * (k.close[i - 2] - k.close[i - 1]) > 0 &&
        side * (k.open[i] - k.close[i - 1]) > 0 &&
        side * (k.close[i] - k.close[i - 4]) > 0 &&
        isLong(k, i - 4) &&
        isShort(k, i - 3) &&
        isShort(k, i - 2) &&
        isShort(k, i - 1) &&
        isLong(k, i)
        ? 100 * side
        : 0;
    },
  }),
];

/** The open lies in the body before, or near it. */
function opensNear(k: Candles, i: number): boolean {
  const distance = threshold(k, near, i - 1);
  return k.open[i] >= bodyBottom(k, i - 1) - distance && k.open[i] <= bodyTop(k, i - 1) + distance;
}

/** The body of i meets the range of j. */
function touches(k: Candles, i: number, j: number): boolean {
  return bodyBottom(k, i) < k.high[j] && bodyTop(k, i) > k.low[j];
}
