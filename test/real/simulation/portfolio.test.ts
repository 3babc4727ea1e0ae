import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { isoDate } from '../../../models/bars/index.js';
import { simulatePortfolio } from '../../../models/simulation/index.js';
import { hasShared, mainBars, SHARED } from './shared-data.js';

describe.skipIf(!hasShared)('S7 of expected/README.md (needs ../shared or TECHNIC_SHARED)', () => {
  test('ten equal weights, rebalanced monthly with fees in the plan, agree with an independent bisection', async () => {
    const config = JSON.parse(readFileSync(`${SHARED}/data/expected/S7_settings.json`, 'utf8'));
    const symbols: string[] = config.symbols;
    const all = await mainBars(symbols);
    const bars = symbols.map((symbol) => all.get(symbol) as Bars);
    const result = simulatePortfolio({ symbols, bars }, [], {
      cash: config.initial_cash,
      commission: { bps: config.commission_rate * 10_000 },
      units: 'fractional',
      rebalance: { calendar: 'monthly', selection: { kind: 'equal' } },
    });
    expect(result.rebalances.length).toBe(config.rebalances);
    expect(isoDate(result.time[result.rebalances[0]])).toBe(config.first_rebalance);
    expect(isoDate(result.time[result.rebalances[59]])).toBe(config.last_rebalance);

    const plain = feeExact(bars, config.initial_cash, config.commission_rate);
    expect(result.equity.length).toBe(plain.equity.length);
    result.equity.forEach((value, s) => expect(Math.abs(value / plain.equity[s] - 1)).toBeLessThan(1e-9));
    expect(Math.abs(result.totals.commission / plain.fees - 1)).toBeLessThan(1e-9);
    expect(Math.max(...result.rebalances.map((s) => Math.abs(result.cash[s])))).toBeLessThan(1e-6);
    expect(result.rejections).toEqual([]);
    const realised = result.trades.reduce((sum, trade) => sum + trade.pnl, 0);
    expect(realised).toBeCloseTo(result.equity[result.equity.length - 1] - 100_000, 5);
  });
});

/** The stated rule written as a plain loop: bisect w in 10 w + rate x sum|w - old| = V at each month's first open. */
function feeExact(bars: readonly Bars[], cash: number, rate: number): { equity: number[]; fees: number } {
  const n = bars[0].time.length;
  const shares = bars.map(() => 0);
  const equity: number[] = [];
  let fees = 0;
  let free = cash;
  for (let i = 0; i < n; i++) {
    const month = isoDate(bars[0].time[i]).slice(0, 7);
    if (i > 0 && month !== isoDate(bars[0].time[i - 1]).slice(0, 7)) {
      const old = bars.map((b, k) => shares[k] * b.open[i]);
      const total = free + old.reduce((a, b) => a + b, 0);
      const used = (w: number) => bars.length * w + rate * old.reduce((sum, v) => sum + Math.abs(w - v), 0);
      let low = 0;
      let high = total / bars.length;
      for (let step = 0; step < 200; step++) {
        const middle = (low + high) / 2;
        if (used(middle) > total) high = middle;
        else low = middle;
      }
      fees += rate * old.reduce((sum, v) => sum + Math.abs(low - v), 0);
      free = 0;
      bars.forEach((b, k) => {
        shares[k] = low / b.open[i];
      });
    }
    equity.push(free + bars.reduce((sum, b, k) => sum + shares[k] * b.close[i], 0));
  }
  return { equity, fees };
}
