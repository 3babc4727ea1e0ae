import type { Indicator } from '../indicator.js';
import { bodyShort, equal, far, near, shadowLong, shadowShort, shadowVeryShort } from './candle-settings.js';
import { hasShavenBottom, hasShavenTop, isLong, isShaven, isShort } from './candle-shape.js';
import { body, type Candles, colour, lowerShadow, threshold, upperShadow, within } from './candle.js';
import { definePattern } from './define-pattern.js';

/** Three candles of one colour. */
export const soldierPatterns: readonly Indicator[] = [
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
