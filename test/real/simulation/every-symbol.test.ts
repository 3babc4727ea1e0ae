import { beforeAll, describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { simulate } from '../../../models/simulation/index.js';
import { expectedStrategies } from './expected-signals.js';
import type { PlainRules } from './plain-loop.js';
import { plainLoop } from './plain-loop.js';
import { hasShared, mainBars } from './shared-data.js';

const RULES: Readonly<Record<string, PlainRules>> = {
  S4: { bracket: 'signal' },
  S4F: { bracket: 'fill' },
  S6: { limit: true, hold: 5 },
};

describe.skipIf(!hasShared)('all 505 symbols, defects included (needs ../shared or TECHNIC_SHARED)', () => {
  let bars: Map<string, Bars>;
  beforeAll(async () => {
    bars = await mainBars();
  });

  for (const { name, signals, settings } of expectedStrategies) {
    test(`${name} gives the trades and equity of a plain loop over the README's rules`, () => {
      expect(bars.size).toBe(505);
      const differing: string[] = [];
      let trades = 0;
      for (const [symbol, data] of bars) {
        const said = signals(data);
        const result = simulate(data, said, settings);
        const plain = plainLoop(data, said, RULES[name] ?? {});
        trades += plain.trades.length;
        const isSame =
          result.trades.length === plain.trades.length &&
          result.trades.every((trade, k) => {
            const other = plain.trades[k];
            return (
              trade.entryIndex === other.entry &&
              trade.exitIndex === other.exit &&
              trade.size === other.size &&
              isNear(trade.entryPrice, other.entryPrice) &&
              isNear(trade.exitPrice, other.exitPrice) &&
              (trade.reason === 'time' ? 'signal' : trade.reason) === other.reason
            );
          }) &&
          plain.equity.every((value, i) => isNear(result.equity[i], value)) &&
          isNear(result.totals.commission, plain.fees);
        if (!isSame) differing.push(symbol);
      }
      expect(differing).toEqual([]);
      expect(trades).toBeGreaterThan(1000);
    });
  }
});

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
}
