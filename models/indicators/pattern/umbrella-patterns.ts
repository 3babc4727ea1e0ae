import type { Indicator } from '../indicator.js';
import { near, shadowLong } from './candle-settings.js';
import {
  bodyBottom,
  bodyGapDown,
  bodyGapUp,
  type Candles,
  lowerShadow,
  threshold,
  upperShadow,
} from './candle.js';
import { hasShavenBottom, hasShavenTop, isShort } from './candle-shape.js';
import { definePattern } from './define-pattern.js';

/** Patterns of a short body with one long shadow, beside the candle before. */
export const umbrellaPatterns: readonly Indicator[] = [
  definePattern({
    name: 'hammer',
    title: 'Hammer',
    rule: 'Short body near or below the low before, long lower shadow, no upper one.',
    talib: 'CDLHAMMER',
    lookback: 11,
    matches: (c, i) =>
      isUmbrella(c, i) && bodyBottom(c, i) <= c.low[i - 1] + threshold(c, near, i - 1) ? 100 : 0,
  }),
  definePattern({
    name: 'hanging_man',
    title: 'Hanging man',
    rule: 'Short body near or above the high before, long lower shadow, no upper one.',
    talib: 'CDLHANGINGMAN',
    lookback: 11,
    matches: (c, i) =>
      isUmbrella(c, i) && bodyBottom(c, i) >= c.high[i - 1] - threshold(c, near, i - 1) ? -100 : 0,
  }),
  definePattern({
    name: 'inverted_hammer',
    title: 'Inverted hammer',
    rule: 'Short body that gaps down, long upper shadow, no lower one.',
    talib: 'CDLINVERTEDHAMMER',
    lookback: 11,
    matches: (c, i) => (isInverted(c, i) && bodyGapDown(c, i, i - 1) ? 100 : 0),
  }),
  definePattern({
    name: 'shooting_star',
    title: 'Shooting star',
    rule: 'Short body that gaps up, long upper shadow, no lower one.',
    talib: 'CDLSHOOTINGSTAR',
    lookback: 11,
    matches: (c, i) => (isInverted(c, i) && bodyGapUp(c, i, i - 1) ? -100 : 0),
  }),
];

/** Short body with a long lower and no upper shadow. */
function isUmbrella(c: Candles, i: number): boolean {
  return lowerShadow(c, i) > threshold(c, shadowLong, i) && isShort(c, i) && hasShavenTop(c, i);
}

/** Short body with a long upper and no lower shadow. */
function isInverted(c: Candles, i: number): boolean {
  return upperShadow(c, i) > threshold(c, shadowLong, i) && isShort(c, i) && hasShavenBottom(c, i);
}
