import type { Indicator } from '../indicator.js';
import { bodyShort } from './candle-settings.js';
import { body, bodyBottom, bodyTop, type Candles, colour, threshold } from './candle.js';
import { isDoji, isLong } from './candle-shape.js';
import { definePattern } from './define-pattern.js';

/** Patterns of two bodies, one inside the other. */
export const nestedPatterns: readonly Indicator[] = [
  definePattern({
    name: 'engulfing',
    title: 'Engulfing pattern',
    rule: 'A body that engulfs the body before, of the other colour; ±80 where one end is shared.',
    talib: 'CDLENGULFING',
    lookback: 2,
    matches(c, i) {
      const side = colour(c, i);
      if (colour(c, i - 1) !== -side) return 0;
      const beyondOpen = side * (c.close[i] - c.open[i - 1]);
      const beyondClose = side * (c.close[i - 1] - c.open[i]);
      if (beyondOpen > 0 && beyondClose > 0) return 100 * side;
      return beyondOpen >= 0 && beyondClose >= 0 && beyondOpen + beyondClose > 0 ? 80 * side : 0;
    },
  }),
  definePattern({
    name: 'harami',
    title: 'Harami',
    rule: 'Long body, then a short one inside it; signed against the first, ±80 where one end is shared.',
    talib: 'CDLHARAMI',
    lookback: 11,
    matches: (c, i) => (isLong(c, i - 1) && body(c, i) <= threshold(c, bodyShort, i) ? inside(c, i) : 0),
  }),
  definePattern({
    name: 'harami_cross',
    title: 'Harami cross',
    rule: 'Long body, then a doji inside it; signed against the first, ±80 where one end is shared.',
    talib: 'CDLHARAMICROSS',
    lookback: 11,
    matches: (c, i) => (isLong(c, i - 1) && isDoji(c, i) ? inside(c, i) : 0),
  }),
  definePattern({
    name: 'homing_pigeon',
    title: 'Homing pigeon',
    rule: 'Long black body, then a short black one inside it.',
    talib: 'CDLHOMINGPIGEON',
    lookback: 11,
    matches: (c, i) =>
      colour(c, i - 1) === -1 &&
      colour(c, i) === -1 &&
      c.open[i] < c.open[i - 1] &&
      c.close[i] > c.close[i - 1] &&
      isLong(c, i - 1) &&
      body(c, i) <= threshold(c, bodyShort, i)
        ? 100
        : 0,
  }),
];

/** The body lies inside the one before: against its colour, 80 where an end is shared. */
function inside(c: Candles, i: number): number {
  const top = bodyTop(c, i);
  const bottom = bodyBottom(c, i);
  const outerTop = bodyTop(c, i - 1);
  const outerBottom = bodyBottom(c, i - 1);
  if (top < outerTop && bottom > outerBottom) return -100 * colour(c, i - 1);
  return top <= outerTop && bottom >= outerBottom ? -80 * colour(c, i - 1) : 0;
}
