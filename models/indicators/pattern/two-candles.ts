import type { Indicator } from '../indicator.js';
import { bodyShort, equal, near, shadowLong } from './candle-settings.js';
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
import { hasShavenBottom, hasShavenTop, isDoji, isLong, isShaven, isShort } from './candle-shape.js';
import { definePattern } from './define-pattern.js';

/** Patterns of two candles. */
export const twoCandlePatterns: readonly Indicator[] = [
  definePattern({
    name: 'counterattack',
    title: 'Counterattack',
    rule: 'Two long candles of opposite colours with equal closes; signed by the second.',
    talib: 'CDLCOUNTERATTACK',
    lookback: 11,
    matches: (c, i) =>
      colour(c, i - 1) === -colour(c, i) &&
      isLong(c, i - 1) &&
      isLong(c, i) &&
      within(c.close[i], c.close[i - 1], threshold(c, equal, i - 1))
        ? 100 * colour(c, i)
        : 0,
  }),
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
    name: 'doji_star',
    title: 'Doji star',
    rule: 'Long candle, then a doji beyond its close with a gap; signed against the first.',
    talib: 'CDLDOJISTAR',
    lookback: 11,
    matches(c, i) {
      const side = colour(c, i - 1);
      const gap = side === 1 ? bodyGapUp(c, i, i - 1) : bodyGapDown(c, i, i - 1);
      return gap && isLong(c, i - 1) && isDoji(c, i) ? -100 * side : 0;
    },
  }),
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
    name: 'inverted_hammer',
    title: 'Inverted hammer',
    rule: 'Short body that gaps down, long upper shadow, no lower one.',
    talib: 'CDLINVERTEDHAMMER',
    lookback: 11,
    matches: (c, i) => (isInverted(c, i) && bodyGapDown(c, i, i - 1) ? 100 : 0),
  }),
  definePattern({
    name: 'kicking',
    title: 'Kicking',
    rule: 'Two marubozu of opposite colours with a gap between them; signed by the second.',
    talib: 'CDLKICKING',
    lookback: 11,
    matches: (c, i) => (isKick(c, i) ? 100 * colour(c, i) : 0),
  }),
  definePattern({
    name: 'kicking_by_length',
    title: 'Kicking, by the longer marubozu',
    rule: 'Two marubozu of opposite colours with a gap between them; signed by the longer.',
    talib: 'CDLKICKINGBYLENGTH',
    lookback: 11,
    matches: (c, i) => (isKick(c, i) ? 100 * colour(c, body(c, i) > body(c, i - 1) ? i : i - 1) : 0),
  }),
  definePattern({
    name: 'matching_low',
    title: 'Matching low',
    rule: 'Two black candles with equal closes.',
    talib: 'CDLMATCHINGLOW',
    lookback: 6,
    matches: (c, i) =>
      colour(c, i - 1) === -1 &&
      colour(c, i) === -1 &&
      within(c.close[i], c.close[i - 1], threshold(c, equal, i - 1))
        ? 100
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
    name: 'separating_lines',
    title: 'Separating lines',
    rule: 'Opposite colours, equal opens, the second a belt-hold; signed by the second.',
    talib: 'CDLSEPARATINGLINES',
    lookback: 11,
    matches(c, i) {
      const side = colour(c, i);
      const shaven = side === 1 ? hasShavenBottom(c, i) : hasShavenTop(c, i);
      return colour(c, i - 1) === -side &&
        within(c.open[i], c.open[i - 1], threshold(c, equal, i - 1)) &&
        isLong(c, i) &&
        shaven
        ? 100 * side
        : 0;
    },
  }),
  definePattern({
    name: 'shooting_star',
    title: 'Shooting star',
    rule: 'Short body that gaps up, long upper shadow, no lower one.',
    talib: 'CDLSHOOTINGSTAR',
    lookback: 11,
    matches: (c, i) => (isInverted(c, i) && bodyGapUp(c, i, i - 1) ? -100 : 0),
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

/** Short body with a long lower and no upper shadow. */
function isUmbrella(c: Candles, i: number): boolean {
  return lowerShadow(c, i) > threshold(c, shadowLong, i) && isShort(c, i) && hasShavenTop(c, i);
}

/** Short body with a long upper and no lower shadow. */
function isInverted(c: Candles, i: number): boolean {
  return upperShadow(c, i) > threshold(c, shadowLong, i) && isShort(c, i) && hasShavenBottom(c, i);
}

/** The body lies inside the one before: against its colour, 80 where an end is shared. */
function inside(c: Candles, i: number): number {
  const top = bodyTop(c, i);
  const bottom = bodyBottom(c, i);
  const outerTop = bodyTop(c, i - 1);
  const outerBottom = bodyBottom(c, i - 1);
  if (top < outerTop && bottom > outerBottom) return -100 * colour(c, i - 1);
  return top <= outerTop && bottom >= outerBottom ? -80 * colour(c, i - 1) : 0;
}

function opensBelowLongBlack(c: Candles, i: number): boolean {
  return colour(c, i - 1) === -1 && colour(c, i) === 1 && c.open[i] < c.low[i - 1] && isLong(c, i - 1);
}

function isKick(c: Candles, i: number): boolean {
  const side = colour(c, i);
  const gap = side === 1 ? rangeGapUp(c, i, i - 1) : rangeGapDown(c, i, i - 1);
  return gap && colour(c, i - 1) === -side && isMarubozu(c, i - 1) && isMarubozu(c, i);
}

function isMarubozu(c: Candles, i: number): boolean {
  return isLong(c, i) && isShaven(c, i);
}
