import type { Indicator } from '../indicator.js';
import {
  bodyDoji,
  bodyShort,
  equal,
  far,
  near,
  shadowLong,
  shadowShort,
  shadowVeryShort,
} from './candle-settings.js';
import { hasShavenBottom, hasShavenTop, isDoji, isLong, isShaven, isShort } from './candle-shape.js';
import {
  body,
  bodyBottom,
  bodyGapDown,
  bodyGapUp,
  bodyTop,
  type Candles,
  colour,
  lowerShadow,
  rangeGapDown,
  rangeGapUp,
  threshold,
  upperShadow,
  within,
} from './candle.js';
import { definePattern } from './define-pattern.js';

/** Patterns of three candles. */
export const threeCandlePatterns: readonly Indicator[] = [
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
    name: 'three_stars_in_south',
    title: 'Three stars in the south',
    rule: 'Three black candles: long with a long lower shadow, smaller with a higher low, short and shaven within the second.',
    talib: 'CDL3STARSINSOUTH',
    lookback: 12,
    matches: (k, i) =>
      allOfColour(k, i, -1) &&
      body(k, i - 1) < body(k, i - 2) &&
      k.open[i - 1] > k.close[i - 2] &&
      k.open[i - 1] <= k.high[i - 2] &&
      k.low[i - 1] < k.close[i - 2] &&
      k.low[i - 1] >= k.low[i - 2] &&
      k.low[i] > k.low[i - 1] &&
      k.high[i] < k.high[i - 1] &&
      isLong(k, i - 2) &&
      lowerShadow(k, i - 2) > threshold(k, shadowLong, i - 2) &&
      lowerShadow(k, i - 1) > threshold(k, shadowVeryShort, i - 1) &&
      isShort(k, i) &&
      isShaven(k, i)
        ? 100
        : 0,
  }),
  definePattern({
    name: 'three_white_soldiers',
    title: 'Three advancing white soldiers',
    rule: 'Three white candles without upper shadows, each opening in or near the body before and closing higher, none much shorter than the one before.',
    talib: 'CDL3WHITESOLDIERS',
    lookback: 12,
    matches: (k, i) =>
      isAdvance(k, i) &&
      hasShavenTop(k, i - 2) &&
      hasShavenTop(k, i - 1) &&
      hasShavenTop(k, i) &&
      body(k, i - 1) > body(k, i - 2) - threshold(k, far, i - 2) &&
      body(k, i) > body(k, i - 1) - threshold(k, far, i - 1) &&
      body(k, i) > threshold(k, bodyShort, i)
        ? 100
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
    name: 'advance_block',
    title: 'Advance block',
    rule: 'Three white candles, each closing higher, with signs of weakening: shrinking bodies or growing upper shadows.',
    talib: 'CDLADVANCEBLOCK',
    lookback: 12,
    matches: (k, i) =>
      isAdvance(k, i) &&
      isLong(k, i - 2) &&
      upperShadow(k, i - 2) < threshold(k, shadowShort, i - 2) &&
      isWeakening(k, i)
        ? -100
        : 0,
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
    name: 'identical_three_crows',
    title: 'Identical three crows',
    rule: 'Three black candles without lower shadows, each opening at the close before and closing lower.',
    talib: 'CDLIDENTICAL3CROWS',
    lookback: 12,
    matches: (k, i) =>
      allOfColour(k, i, -1) &&
      k.close[i - 2] > k.close[i - 1] &&
      k.close[i - 1] > k.close[i] &&
      hasShavenBottom(k, i - 2) &&
      hasShavenBottom(k, i - 1) &&
      hasShavenBottom(k, i) &&
      within(k.open[i - 1], k.close[i - 2], threshold(k, equal, i - 2)) &&
      within(k.open[i], k.close[i - 1], threshold(k, equal, i - 1))
        ? -100
        : 0,
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
    name: 'stalled',
    title: 'Stalled pattern',
    rule: 'Two long white candles and a short white one that rides on the shoulder of the second, each closing higher.',
    talib: 'CDLSTALLEDPATTERN',
    lookback: 12,
    matches: (k, i) =>
      allOfColour(k, i, 1) &&
      k.close[i] > k.close[i - 1] &&
      k.close[i - 1] > k.close[i - 2] &&
      isLong(k, i - 2) &&
      isLong(k, i - 1) &&
      hasShavenTop(k, i - 1) &&
      k.open[i - 1] > k.open[i - 2] &&
      k.open[i - 1] <= k.close[i - 2] + threshold(k, near, i - 2) &&
      isShort(k, i) &&
      k.open[i] >= k.close[i - 1] - body(k, i) - threshold(k, near, i - 1)
        ? -100
        : 0,
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

function allOfColour(k: Candles, i: number, side: number): boolean {
  return colour(k, i - 2) === side && colour(k, i - 1) === side && colour(k, i) === side;
}

/** Three white candles, each closing higher and opening in or near the body before. */
function isAdvance(k: Candles, i: number): boolean {
  return (
    allOfColour(k, i, 1) &&
    k.close[i] > k.close[i - 1] &&
    k.close[i - 1] > k.close[i - 2] &&
    k.open[i - 1] > k.open[i - 2] &&
    k.open[i] > k.open[i - 1] &&
    k.open[i - 1] <= k.close[i - 2] + threshold(k, near, i - 2) &&
    k.open[i] <= k.close[i - 1] + threshold(k, near, i - 1)
  );
}

function isWeakening(k: Candles, i: number): boolean {
  const a = body(k, i - 2);
  const b = body(k, i - 1);
  const c = body(k, i);
  if (b < a - threshold(k, far, i - 2) && c < b + threshold(k, near, i - 1)) return true;
  if (c < b - threshold(k, far, i - 1)) return true;
  const isShadowed =
    upperShadow(k, i) > threshold(k, shadowShort, i) ||
    upperShadow(k, i - 1) > threshold(k, shadowShort, i - 1);
  if (c < b && b < a && isShadowed) return true;
  return c < b && upperShadow(k, i) > threshold(k, shadowLong, i);
}

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
