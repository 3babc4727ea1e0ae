import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createMarketEvents,
  createMarketRun,
  crossEvents,
  marketSettings,
  signalEvents,
  simulate,
  simulateMarket,
} from '../../../models/simulation/index.js';
import type { SimulationSettings } from '../../../models/simulation/index.js';
import { randomBars, randomMarket } from './random-market.js';

const settingsOf: fc.Arbitrary<SimulationSettings> = fc.record({
  cash: fc.constantFrom(150, 10_000, 100_000),
  commission: fc.constantFrom({}, { bps: 10 }, { bps: 5, perShare: 0.01, perTrade: 1, minimum: 2 }),
  units: fc.constantFrom('integer' as const, 'fractional' as const, { lot: 10 }),
});

describe('simulateMarket', () => {
  test('gives the trades and the equity of simulate, to the last bit', () => {
    fc.assert(
      fc.property(randomMarket(), settingsOf, fc.boolean(), ({ bars, signals }, settings, isLongOnly) => {
        const used = isLongOnly ? { entry: signals.entry, exit: signals.exit } : signals;
        const slow = simulate(bars, used, settings);
        const n = bars.time.length;
        const resolved = marketSettings(bars, settings);
        if (resolved === undefined) throw new Error('these settings are covered');
        const run = simulateMarket(
          bars,
          signalEvents(used, n, createMarketEvents(n)),
          resolved,
          createMarketRun(n),
        );
        expect(run.equity).toEqual(slow.equity);
        expect(run.count).toBe(slow.trades.length);
        slow.trades.forEach((trade, k) => {
          expect([run.entryBar[k], run.exitBar[k], run.size[k], run.isOpen[k]]).toEqual([
            trade.entryIndex,
            trade.exitIndex,
            trade.size,
            trade.status === 'open' ? 1 : 0,
          ]);
          for (const column of [
            'entryPrice',
            'exitPrice',
            'pnl',
            'return',
            'commission',
            'mae',
            'mfe',
          ] as const) {
            expect(run[column][k]).toBe(trade[column]);
          }
        });
      }),
      { numRuns: 600 },
    );
  });

  test('leaves no trace of an earlier run in its workspace', () => {
    fc.assert(
      fc.property(randomMarket(20, 20), randomMarket(20, 20), (first, second) => {
        const events = createMarketEvents(20);
        const run = createMarketRun(20);
        const settings = marketSettings(first.bars, {});
        if (settings === undefined) return;
        simulateMarket(first.bars, signalEvents(first.signals, 20, events), settings, run);
        simulateMarket(second.bars, signalEvents(second.signals, 20, events), settings, run);
        const fresh = simulate(second.bars, second.signals);
        expect(run.equity).toEqual(fresh.equity);
        expect(run.count).toBe(fresh.trades.length);
      }),
    );
  });

  test('declines what it does not cover: stops, costs that move prices, missing prices', () => {
    const [bars] = fc.sample(randomBars(5, 5), 1);
    expect(marketSettings(bars, { stopLoss: { fraction: 0.05 } })).toBeUndefined();
    expect(marketSettings(bars, { slippage: { kind: 'bps', bps: 1 } })).toBeUndefined();
    expect(marketSettings(bars, { fillAt: 'this-close' })).toBeUndefined();
    const open = Float64Array.from(bars.open);
    open[2] = Number.NaN;
    expect(marketSettings({ ...bars, open }, {})).toBeUndefined();
  });
});

describe('crossEvents', () => {
  test('a tie between the averages swallows the cross, and rounding noise is a tie', () => {
    const fast = Float64Array.from([1, 3, 1, 2, 3, 0.1 + 0.2, 1]);
    const slow = Float64Array.from([2, 2, 2, 2, 2, 0.3, 0.5]);
    const events = crossEvents(fast, slow, createMarketEvents(7));
    expect([...events.bars.subarray(0, events.count)]).toEqual([1, 2]);
    expect([...events.codes.subarray(0, events.count)]).toEqual([1, 2]);
  });

  test('finds what the strict rule with ties says, on any series with near ties', () => {
    const value = fc.constantFrom(1, 1 + 1e-13, 1 - 1e-13, 1.1, 0.9, Number.NaN);
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 30 }), (pairs) => {
        const side = pairs.map(([a, b]) =>
          Math.abs(a - b) <= 1e-12 * Math.max(a, b) ? 0 : a > b ? 1 : a < b ? -1 : Number.NaN,
        );
        const expected = side.flatMap((now, i) => (now * side[i - 1] === -1 ? [[i, now === 1 ? 1 : 2]] : []));
        const series = (k: 0 | 1) => Float64Array.from(pairs, (pair) => pair[k]);
        const events = crossEvents(series(0), series(1), createMarketEvents(pairs.length));
        expect(Array.from({ length: events.count }, (_, e) => [events.bars[e], events.codes[e]])).toEqual(
          expected,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('an average that is not yet known crosses nothing', () => {
    const events = crossEvents(
      Float64Array.from([Number.NaN, 3, 1]),
      Float64Array.from([2, 2, 2]),
      createMarketEvents(3),
    );
    expect([...events.bars.subarray(0, events.count)]).toEqual([2]);
  });
});
