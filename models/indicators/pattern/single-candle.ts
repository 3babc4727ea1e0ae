import type { Indicator } from '../indicator.js';
import { near, shadowLong, shadowShort, shadowVeryLong, shadowVeryShort } from './candle-settings.js';
import { body, bodyBottom, bodyTop, colour, lowerShadow, threshold, upperShadow } from './candle.js';
import { hasShavenBottom, hasShavenTop, isDoji, isLong, isShaven, isShort } from './candle-shape.js';
import { definePattern } from './define-pattern.js';

/** Patterns of one candle, measured by the ten before it. */
export const singleCandlePatterns: readonly Indicator[] = [
  definePattern({
    name: 'belt_hold',
    title: 'Belt-hold',
    rule: 'Long body without shadow where it opens.',
    talib: 'CDLBELTHOLD',
    lookback: 10,
    matches(c, i) {
      const side = colour(c, i);
      const shaven = side === 1 ? hasShavenBottom(c, i) : hasShavenTop(c, i);
      return shaven && isLong(c, i) ? 100 * side : 0;
    },
  }),
  definePattern({
    name: 'closing_marubozu',
    title: 'Closing marubozu',
    rule: 'Long body without shadow where it closes.',
    talib: 'CDLCLOSINGMARUBOZU',
    lookback: 10,
    matches(c, i) {
      const side = colour(c, i);
      const shaven = side === 1 ? hasShavenTop(c, i) : hasShavenBottom(c, i);
      return shaven && isLong(c, i) ? 100 * side : 0;
    },
  }),
  definePattern({
    name: 'doji',
    title: 'Doji',
    rule: 'Open and close nearly equal. Always 100: it has no direction.',
    talib: 'CDLDOJI',
    lookback: 10,
    matches: (c, i) => (isDoji(c, i) ? 100 : 0),
  }),
  definePattern({
    name: 'dragonfly_doji',
    title: 'Dragonfly doji',
    rule: 'Doji without upper but with a lower shadow. Always 100.',
    talib: 'CDLDRAGONFLYDOJI',
    lookback: 10,
    matches(c, i) {
      if (!isDoji(c, i)) return 0;
      const short = threshold(c, shadowVeryShort, i);
      return upperShadow(c, i) < short && lowerShadow(c, i) > short ? 100 : 0;
    },
  }),
  definePattern({
    name: 'gravestone_doji',
    title: 'Gravestone doji',
    rule: 'Doji without lower but with an upper shadow. Always 100.',
    talib: 'CDLGRAVESTONEDOJI',
    lookback: 10,
    matches(c, i) {
      if (!isDoji(c, i)) return 0;
      const short = threshold(c, shadowVeryShort, i);
      return lowerShadow(c, i) < short && upperShadow(c, i) > short ? 100 : 0;
    },
  }),
  definePattern({
    name: 'high_wave',
    title: 'High-wave candle',
    rule: 'Short body, both shadows longer than twice the body; signed by colour.',
    talib: 'CDLHIGHWAVE',
    lookback: 10,
    matches(c, i) {
      const long = threshold(c, shadowVeryLong, i);
      return upperShadow(c, i) > long && lowerShadow(c, i) > long && isShort(c, i) ? 100 * colour(c, i) : 0;
    },
  }),
  definePattern({
    name: 'long_legged_doji',
    title: 'Long-legged doji',
    rule: 'Doji with a shadow longer than its body. Always 100.',
    talib: 'CDLLONGLEGGEDDOJI',
    lookback: 10,
    matches(c, i) {
      const long = threshold(c, shadowLong, i);
      return isDoji(c, i) && (lowerShadow(c, i) > long || upperShadow(c, i) > long) ? 100 : 0;
    },
  }),
  definePattern({
    name: 'long_line',
    title: 'Long line candle',
    rule: 'Long body, short shadows; signed by colour.',
    talib: 'CDLLONGLINE',
    lookback: 10,
    matches(c, i) {
      if (!isLong(c, i)) return 0;
      const short = threshold(c, shadowShort, i);
      return upperShadow(c, i) < short && lowerShadow(c, i) < short ? 100 * colour(c, i) : 0;
    },
  }),
  definePattern({
    name: 'marubozu',
    title: 'Marubozu',
    rule: 'Long body, no shadows; signed by colour.',
    talib: 'CDLMARUBOZU',
    lookback: 10,
    matches(c, i) {
      if (!isLong(c, i)) return 0;
      return isShaven(c, i) ? 100 * colour(c, i) : 0;
    },
  }),
  definePattern({
    name: 'rickshaw_man',
    title: 'Rickshaw man',
    rule: 'Doji near the middle of its range, both shadows longer than the body. Always 100.',
    talib: 'CDLRICKSHAWMAN',
    lookback: 10,
    matches(c, i) {
      const long = threshold(c, shadowLong, i);
      if (!(lowerShadow(c, i) > long && upperShadow(c, i) > long && isDoji(c, i))) return 0;
      const middle = c.low[i] + (c.high[i] - c.low[i]) / 2;
      const distance = threshold(c, near, i);
      return bodyBottom(c, i) <= middle + distance && bodyTop(c, i) >= middle - distance ? 100 : 0;
    },
  }),
  definePattern({
    name: 'short_line',
    title: 'Short line candle',
    rule: 'Short body, short shadows; signed by colour.',
    talib: 'CDLSHORTLINE',
    lookback: 10,
    matches(c, i) {
      if (!isShort(c, i)) return 0;
      const short = threshold(c, shadowShort, i);
      return upperShadow(c, i) < short && lowerShadow(c, i) < short ? 100 * colour(c, i) : 0;
    },
  }),
  definePattern({
    name: 'spinning_top',
    title: 'Spinning top',
    rule: 'Short body, both shadows longer than it; signed by colour.',
    talib: 'CDLSPINNINGTOP',
    lookback: 10,
    matches(c, i) {
      const length = body(c, i);
      return upperShadow(c, i) > length && lowerShadow(c, i) > length && isShort(c, i)
        ? 100 * colour(c, i)
        : 0;
    },
  }),
  definePattern({
    name: 'takuri',
    title: 'Takuri',
    rule: 'Dragonfly doji with a lower shadow longer than twice the body. Always 100.',
    talib: 'CDLTAKURI',
    lookback: 10,
    matches: (c, i) =>
      isDoji(c, i) && hasShavenTop(c, i) && lowerShadow(c, i) > threshold(c, shadowVeryLong, i) ? 100 : 0,
  }),
];
