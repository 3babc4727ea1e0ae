import type { Bars } from '../bars/index.js';
import { atr } from '../indicators/index.js';
import { barsParameter, numberParameter } from './parameter.js';
import type { CodeStrategy } from './strategy.js';

interface Prepared {
  readonly bars: Bars;
  readonly range: Float64Array;
  readonly distance: number;
  readonly stop: number;
  readonly hold: number;
}

/**
 * While flat, a buy stop above and a sell stop below the close, each `distance` ATR away; the first that
 * is reached cancels the other. It takes orders on both sides at once, which signals cannot say.
 */
export const straddleBreakout: CodeStrategy<Prepared> = {
  kind: 'code',
  name: 'straddle-breakout',
  title: 'Straddle breakout',
  description: 'Stop orders on both sides of the close; the one that is reached cancels the other.',
  source: 'T. Crabel (1990), Day trading with short term price patterns and opening range breakout',
  parameters: [
    barsParameter('atr_bars', 'ATR, bars', 10, 100),
    numberParameter('distance', 'distance of the orders, ATR', 0.75, [0.1, 5, 0.05]),
    numberParameter('stop', 'protective stop, ATR', 1.5, [0.1, 10, 0.1]),
    barsParameter('hold', 'bars held at most', 5, 63),
  ],
  account: 'single',
  prepare(bars, { atr_bars: period, distance, stop, hold }) {
    return { bars, range: atr(bars.high, bars.low, bars.close, period), distance, stop, hold };
  },
  decide(i, account, { bars, range, distance, stop, hold }) {
    if (account.position !== 0) return i + 1 - account.entryIndex >= hold ? { exit: true } : undefined;
    const width = range[i];
    if (!(width > 0)) return undefined;
    const above = bars.close[i] + distance * width;
    const below = bars.close[i] - distance * width;
    if (!(below > 0)) return undefined;
    return {
      entries: [
        { side: 'long', stop: above, stopLoss: above - stop * width },
        { side: 'short', stop: below, stopLoss: below + stop * width },
      ],
    };
  },
};
