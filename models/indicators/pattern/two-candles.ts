import type { Indicator } from '../indicator.js';
import { equal } from './candle-settings.js';
import {
  body,
  bodyGapDown,
  bodyGapUp,
  type Candles,
  colour,
  rangeGapDown,
  rangeGapUp,
  threshold,
  within,
} from './candle.js';
import { hasShavenBottom, hasShavenTop, isDoji, isLong, isShaven } from './candle-shape.js';
import { definePattern } from './define-pattern.js';

/** Patterns of two candles side by side: their colours, their ends, the gap between them. */
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
];

function isKick(c: Candles, i: number): boolean {
  const side = colour(c, i);
  const gap = side === 1 ? rangeGapUp(c, i, i - 1) : rangeGapDown(c, i, i - 1);
  return gap && colour(c, i - 1) === -side && isMarubozu(c, i - 1) && isMarubozu(c, i);
}

function isMarubozu(c: Candles, i: number): boolean {
  return isLong(c, i) && isShaven(c, i);
}
