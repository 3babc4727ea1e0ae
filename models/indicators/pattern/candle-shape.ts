import { bodyDoji, bodyLong, bodyShort, shadowVeryShort } from './candle-settings.js';
import { body, type Candles, lowerShadow, threshold, upperShadow } from './candle.js';

/** The body is longer than the mean body before. */
export function isLong(c: Candles, i: number): boolean {
  return body(c, i) > threshold(c, bodyLong, i);
}

/** The body is shorter than the mean body before. */
export function isShort(c: Candles, i: number): boolean {
  return body(c, i) < threshold(c, bodyShort, i);
}

/** Open and close are nearly equal: apart by at most a tenth of the mean range before. */
export function isDoji(c: Candles, i: number): boolean {
  return body(c, i) <= threshold(c, bodyDoji, i);
}

/** Neither shadow is more than very short. */
export function isShaven(c: Candles, i: number): boolean {
  const short = threshold(c, shadowVeryShort, i);
  return upperShadow(c, i) < short && lowerShadow(c, i) < short;
}

/** There is next to no upper shadow. */
export function hasShavenTop(c: Candles, i: number): boolean {
  return upperShadow(c, i) < threshold(c, shadowVeryShort, i);
}

/** There is next to no lower shadow. */
export function hasShavenBottom(c: Candles, i: number): boolean {
  return lowerShadow(c, i) < threshold(c, shadowVeryShort, i);
}
