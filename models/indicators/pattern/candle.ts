import type { CandleSetting } from './candle-settings.js';

/** The price columns that candle rules read. */
export interface Candles {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** 1 for a white candle (close ≥ open), −1 for a black one. */
export function colour({ open, close }: Candles, i: number): number {
  return close[i] >= open[i] ? 1 : -1;
}

/** Upper end of the body. */
export function bodyTop({ open, close }: Candles, i: number): number {
  return close[i] >= open[i] ? close[i] : open[i];
}

/** Lower end of the body. */
export function bodyBottom({ open, close }: Candles, i: number): number {
  return close[i] >= open[i] ? open[i] : close[i];
}

/** Length of the body. */
export function body({ open, close }: Candles, i: number): number {
  return Math.abs(close[i] - open[i]);
}

/** Length of the upper shadow. */
export function upperShadow(c: Candles, i: number): number {
  return c.high[i] - bodyTop(c, i);
}

/** Length of the lower shadow. */
export function lowerShadow(c: Candles, i: number): number {
  return bodyBottom(c, i) - c.low[i];
}

/** The bodies part upwards: all of i's above all of j's. */
export function bodyGapUp(c: Candles, i: number, j: number): boolean {
  return bodyBottom(c, i) > bodyTop(c, j);
}

/** The bodies part downwards. */
export function bodyGapDown(c: Candles, i: number, j: number): boolean {
  return bodyTop(c, i) < bodyBottom(c, j);
}

/** The ranges part upwards: i's low above j's high. */
export function rangeGapUp({ high, low }: Candles, i: number, j: number): boolean {
  return low[i] > high[j];
}

/** The ranges part downwards. */
export function rangeGapDown({ high, low }: Candles, i: number, j: number): boolean {
  return high[i] < low[j];
}

/** The value lies no further than `distance` from the centre. */
export function within(value: number, centre: number, distance: number): boolean {
  return value <= centre + distance && value >= centre - distance;
}

/**
 * The length that a setting means at bar i: its factor times the mean measure of the bars before, summed
 * afresh, so that it is exactly windowed. (TA-Lib slides a sum along, which drifts by rounding.)
 */
export function threshold(c: Candles, { measure, period, factor }: CandleSetting, i: number): number {
  if (period === 0) return factor * body(c, i);
  const { open, high, low, close } = c;
  let sum = 0;
  if (measure === 'body') for (let j = i - period; j < i; j++) sum += Math.abs(close[j] - open[j]);
  else if (measure === 'range') for (let j = i - period; j < i; j++) sum += high[j] - low[j];
  else for (let j = i - period; j < i; j++) sum += upperShadow(c, j) + lowerShadow(c, j);
  return (factor * (sum / period)) / (measure === 'shadows' ? 2 : 1);
}
