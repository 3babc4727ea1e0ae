import type { Indicator } from '../indicator.js';
import { bodyDoji, bodyShort } from './candle-settings.js';
import { isDoji, isLong } from './candle-shape.js';
import {
  body,
  bodyBottom,
  bodyGapDown,
  bodyGapUp,
  bodyTop,
  type Candles,
  colour,
  rangeGapDown,
  rangeGapUp,
  threshold,
} from './candle.js';
import { definePattern } from './define-pattern.js';

/** Stars and crows: three candles, the second apart from the first. */
export const starPatterns: readonly Indicator[] = [
  definePattern({
    name: 'two_crows',
    title: 'Two crows',
    rule: 'Long white candle, a black one that gaps up, and a black one that opens in its body and closes in the first.',
    talib: 'CDL2CROWS',
    lookback: 12,
    matches: (k, i) =>
      colour(k, i - 2) === 1 &&
      colour(k, i - 1) === -1 &&
      colour(k, i) === -1 &&
      bodyGapUp(k, i - 1, i - 2) &&
      k.open[i] < k.open[i - 1] &&
      k.open[i] > k.close[i - 1] &&
      k.close[i] > k.open[i - 2] &&
      k.close[i] < k.close[i - 2] &&
      isLong(k, i - 2)
        ? -100
        : 0,
  }),
  definePattern({
    name: 'abandoned_baby',
    title: 'Abandoned baby',
    rule: 'Long candle, a doji with a gap before and after its whole range, and a candle back well into the first; signed by the last.',
    talib: 'CDLABANDONEDBABY',
    lookback: 12,
    penetration: 0.3,
    matches(k, i, penetration) {
      const side = colour(k, i);
      const gaps =
        side === 1
          ? rangeGapDown(k, i - 1, i - 2) && rangeGapUp(k, i, i - 1)
          : rangeGapUp(k, i - 1, i - 2) && rangeGapDown(k, i, i - 1);
      return gaps && isReversal(k, i, -side, penetration) && isDoji(k, i - 1) ? 100 * side : 0;
    },
  }),
  definePattern({
    name: 'evening_doji_star',
    title: 'Evening doji star',
    rule: 'Long white candle, a doji that gaps up, and a black candle back well into the first.',
    talib: 'CDLEVENINGDOJISTAR',
    lookback: 12,
    penetration: 0.3,
    matches: (k, i, penetration) =>
      bodyGapUp(k, i - 1, i - 2) && isReversal(k, i, 1, penetration) && isDoji(k, i - 1) ? -100 : 0,
  }),
  definePattern({
    name: 'evening_star',
    title: 'Evening star',
    rule: 'Long white candle, a short one that gaps up, and a black candle back well into the first.',
    talib: 'CDLEVENINGSTAR',
    lookback: 12,
    penetration: 0.3,
    matches: (k, i, penetration) =>
      bodyGapUp(k, i - 1, i - 2) && isReversal(k, i, 1, penetration) && isStar(k, i - 1) ? -100 : 0,
  }),
  definePattern({
    name: 'morning_doji_star',
    title: 'Morning doji star',
    rule: 'Long black candle, a doji that gaps down, and a white candle back well into the first.',
    talib: 'CDLMORNINGDOJISTAR',
    lookback: 12,
    penetration: 0.3,
    matches: (k, i, penetration) =>
      bodyGapDown(k, i - 1, i - 2) && isReversal(k, i, -1, penetration) && isDoji(k, i - 1) ? 100 : 0,
  }),
  definePattern({
    name: 'morning_star',
    title: 'Morning star',
    rule: 'Long black candle, a short one that gaps down, and a white candle back well into the first.',
    talib: 'CDLMORNINGSTAR',
    lookback: 12,
    penetration: 0.3,
    matches: (k, i, penetration) =>
      bodyGapDown(k, i - 1, i - 2) && isReversal(k, i, -1, penetration) && isStar(k, i - 1) ? 100 : 0,
  }),
  definePattern({
    name: 'tristar',
    title: 'Tristar',
    rule: 'Three dojis, the second apart by a gap; signed against the gap.',
    talib: 'CDLTRISTAR',
    lookback: 12,
    matches(k, i) {
      const limit = threshold(k, bodyDoji, i - 2);
      if (!(body(k, i - 2) <= limit && body(k, i - 1) <= limit && body(k, i) <= limit)) return 0;
      if (bodyGapUp(k, i - 1, i - 2) && bodyTop(k, i) < bodyTop(k, i - 1)) return -100;
      return bodyGapDown(k, i - 1, i - 2) && bodyBottom(k, i) > bodyBottom(k, i - 1) ? 100 : 0;
    },
  }),
  definePattern({
    name: 'upside_gap_two_crows',
    title: 'Upside gap two crows',
    rule: 'Long white candle, a short black one that gaps up, and a black one that engulfs it above the first close.',
    talib: 'CDLUPSIDEGAP2CROWS',
    lookback: 12,
    matches: (k, i) =>
      colour(k, i - 2) === 1 &&
      colour(k, i - 1) === -1 &&
      colour(k, i) === -1 &&
      bodyGapUp(k, i - 1, i - 2) &&
      k.open[i] > k.open[i - 1] &&
      k.close[i] < k.close[i - 1] &&
      k.close[i] > k.close[i - 2] &&
      isLong(k, i - 2) &&
      isStar(k, i - 1)
        ? -100
        : 0,
  }),
];

/** A long first candle of colour `side`, and a third, not short, that takes back that share of its body. */
function isReversal(k: Candles, i: number, side: number, penetration: number): boolean {
  if (colour(k, i - 2) !== side || colour(k, i) !== -side) return false;
  const share = body(k, i - 2) * penetration;
  const isDeep = side === 1 ? k.close[i] < k.close[i - 2] - share : k.close[i] > k.close[i - 2] + share;
  return isDeep && isLong(k, i - 2) && body(k, i) > threshold(k, bodyShort, i);
}

/** The body is at most as long as the mean body before. */
function isStar(k: Candles, i: number): boolean {
  return body(k, i) <= threshold(k, bodyShort, i);
}
