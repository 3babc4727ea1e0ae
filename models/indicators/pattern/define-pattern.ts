import { defineIndicator } from '../define-indicator.js';
import type { Indicator } from '../indicator.js';
import { real } from '../parameters.js';
import type { Candles } from './candle.js';

/**
 * Whether a pattern ends at bar i: 100 bullish, −100 bearish, 0 none; 80 and 200 where the rule says so.
 * It may read bars i − lookback … i.
 */
type CandleRule = (candles: Candles, i: number, penetration: number) => number;

/** A candlestick pattern as its file writes it. */
interface PatternDefinition {
  /** Name in the registry without `cdl_`. */
  readonly name: string;
  readonly title: string;
  /** The rule in words. */
  readonly rule: string;
  /** TA-Lib's function of the same rule. */
  readonly talib: string;
  /** Earlier bars the rule reads. */
  readonly lookback: number;
  /** Default of the share of the first body that the last candle must take back, where the rule has one. */
  readonly penetration?: number;
  readonly matches: CandleRule;
}

/** Makes the registry record of a pattern. It reads a window only, so it starts over after an unknown bar. */
export function definePattern(definition: PatternDefinition): Indicator {
  const { name, title, rule, talib, lookback, penetration, matches } = definition;
  return defineIndicator({
    name: `cdl_${name}`,
    title,
    group: 'pattern',
    description: `Candlestick pattern, by shape alone, whatever the trend before: 100 at the bar that completes a bullish one, −100 a bearish one, 0 elsewhere. ${rule}`,
    inputs: ['open', 'high', 'low', 'close'],
    parameters: penetration === undefined ? [] : [real('penetration', penetration, 0, 10)],
    outputs: ['value'],
    formula: rule,
    source: `TA-Lib ${talib} with its default candle settings; Morris, Candlestick Charting Explained (1995)`,
    lookback: () => lookback,
    memory: 1,
    run({ from, to, inputs: [open, high, low, close], outputs: [y], memory }, [share = 0]) {
      const candles = { open, high, low, close };
      let count = memory[0];
      for (let i = from; i < to; i++) {
        const unknown = open[i] - open[i] + (high[i] - high[i]) + (low[i] - low[i]) + (close[i] - close[i]);
        count = unknown === 0 ? count + 1 : 0;
        y[i] = count > lookback ? matches(candles, i, share) : Number.NaN;
      }
      memory[0] = count;
    },
  });
}
