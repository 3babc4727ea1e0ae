import type { Indicator } from '../indicator.js';
import { near } from './candle-settings.js';
import { type Candles, threshold } from './candle.js';
import { definePattern } from './define-pattern.js';

/** A false break out of an inside bar: 100 or −100 at the bar that breaks, ±200 where it is confirmed. */
export const hikkakePatterns: readonly Indicator[] = [
  definePattern({
    name: 'hikkake',
    title: 'Hikkake',
    rule: 'Inside bar, then a bar wholly lower (100) or higher (−100); ±200 at a close beyond the inside bar against that break, within three bars.',
    talib: 'CDLHIKKAKE',
    lookback: 5,
    matches: (k, i) => breakOrConfirmation(k, i, falseBreak),
  }),
  definePattern({
    name: 'hikkake_modified',
    title: 'Modified hikkake',
    rule: 'Two inside bars, the first closing near its low (for 100) or its high (for −100), then a break as in the hikkake; ±200 where it is confirmed within three bars.',
    talib: 'CDLHIKKAKEMOD',
    lookback: 10,
    matches: (k, i) => breakOrConfirmation(k, i, modifiedFalseBreak),
  }),
];

type Break = (k: Candles, i: number) => number;

function breakOrConfirmation(k: Candles, i: number, breakAt: Break): number {
  const fresh = breakAt(k, i);
  if (fresh !== 0) return fresh;
  for (let j = i - 1; j >= i - 3; j--) {
    const side = breakAt(k, j);
    if (side === 0) continue;
    for (let m = j + 1; m < i; m++) if (isConfirmed(k, m, j, side)) return 0;
    return isConfirmed(k, i, j, side) ? 2 * side : 0;
  }
  return 0;
}

function isConfirmed({ high, low, close }: Candles, i: number, breakBar: number, side: number): boolean {
  return side > 0 ? close[i] > high[breakBar - 1] : close[i] < low[breakBar - 1];
}

function falseBreak(k: Candles, i: number): number {
  return isInside(k, i - 1) ? shift(k, i) : 0;
}

function modifiedFalseBreak(k: Candles, i: number): number {
  if (!isInside(k, i - 2) || !isInside(k, i - 1)) return 0;
  const side = shift(k, i);
  if (side === 0) return 0;
  const distance = threshold(k, near, i - 2);
  const close = k.close[i - 2];
  const isNear = side > 0 ? close <= k.low[i - 2] + distance : close >= k.high[i - 2] - distance;
  return isNear ? side : 0;
}

function isInside({ high, low }: Candles, i: number): boolean {
  return high[i] < high[i - 1] && low[i] > low[i - 1];
}

/** 100 for a bar wholly lower than the one before, −100 wholly higher, else 0. */
function shift({ high, low }: Candles, i: number): number {
  if (high[i] < high[i - 1] && low[i] < low[i - 1]) return 100;
  return high[i] > high[i - 1] && low[i] > low[i - 1] ? -100 : 0;
}
