import { describe, expect, test } from 'vitest';
import type { Decision, SimulationSettings } from '../../../models/simulation/index.js';
import { PESSIMISTIC_RULES, simulate } from '../../../models/simulation/index.js';
import { barsOf, every, on } from './bars-of.js';

const cash: SimulationSettings = { cash: 1000 };
const first = [100, 100, 100, 100];

describe('market orders', () => {
  const bars = barsOf([first, [102, 103, 101, 103], [104, 105, 103, 105]]);

  test('a signal at a close fills at the next open by default', () => {
    const [trade] = simulate(bars, { entry: on(3, 0), exit: on(3, 1) }, cash).trades;
    expect([trade.entryIndex, trade.entryPrice, trade.exitIndex, trade.exitPrice]).toEqual([1, 102, 2, 104]);
  });

  test('or at the next close, or at the close it has just seen', () => {
    const next = simulate(bars, { entry: on(3, 0), exit: on(3, 1) }, { ...cash, fillAt: 'next-close' })
      .trades[0];
    expect([next.entryIndex, next.entryPrice, next.exitIndex, next.exitPrice]).toEqual([1, 103, 2, 105]);
    const same = simulate(bars, { entry: on(3, 0), exit: on(3, 1) }, { ...cash, fillAt: 'this-close' })
      .trades[0];
    expect([same.entryIndex, same.entryPrice, same.exitIndex, same.exitPrice]).toEqual([0, 100, 1, 103]);
  });

  test('a signal on the last bar is never filled, and is reported', () => {
    const result = simulate(bars, { entry: on(3, 2) }, cash);
    expect(result.trades).toEqual([]);
    expect(result.rejections).toMatchObject([{ signalIndex: 2, reason: 'end-of-data', action: 'enter' }]);
    const held = simulate(bars, { entry: on(3, 0), exit: on(3, 2) }, cash);
    expect(held.trades).toMatchObject([{ status: 'open', reason: 'open', exitPrice: 105 }]);
    expect(held.rejections).toMatchObject([{ action: 'exit', reason: 'end-of-data', wanted: 9 }]);
  });

  test('entering both ways at once is refused and reported', () => {
    const result = simulate(bars, { entry: on(3, 0), short: on(3, 0) }, cash);
    expect(result.rejections.map((r) => [r.side, r.reason])).toEqual([
      ['long', 'conflicting-signals'],
      ['short', 'conflicting-signals'],
    ]);
  });

  test('an opposite entry reverses, closes or is ignored', () => {
    const signals = { entry: on(3, 0), short: on(3, 1) };
    const sizes = (opposite: 'reverse' | 'close' | 'ignore') =>
      simulate(bars, signals, { ...cash, opposite }).trades.map((t) => [t.size, t.exitIndex, t.status]);
    expect(sizes('reverse')).toEqual([
      [9, 2, 'closed'],
      [-9, 2, 'open'],
    ]);
    expect(sizes('close')).toEqual([[9, 2, 'closed']]);
    expect(sizes('ignore')).toEqual([[9, 2, 'open']]);
  });

  test('a bar without an open cannot fill: the entry is refused, the exit waits', () => {
    const gap = barsOf([first, [Number.NaN, 1, 1, 101], [104, 105, 103, 105]]);
    const entry = simulate(gap, { entry: on(3, 0) }, cash);
    expect(entry.rejections).toMatchObject([{ barIndex: 1, reason: 'no-price' }]);
    const late = barsOf([first, first, [Number.NaN, 1, 1, Number.NaN], [104, 105, 103, 105]]);
    const exit = simulate(late, { entry: on(4, 0), exit: on(4, 1) }, cash);
    expect(exit.trades).toMatchObject([{ exitIndex: 3, exitPrice: 104 }]);
    expect(exit.equity[2]).toBe(1000);
  });
});

describe('limit and stop entries', () => {
  test('a buy limit fills at min(open, limit) when the low reaches it, else lapses with a report', () => {
    const at = (row: number[]) =>
      simulate(barsOf([first, row]), { entry: on(2, 0), entryLimit: every(2, 98) }, cash);
    expect(at([100, 101, 97, 99]).trades[0].entryPrice).toBe(98);
    expect(at([96, 99, 95, 97]).trades[0].entryPrice).toBe(96);
    expect(at([100, 101, 98, 99]).trades[0].entryPrice).toBe(98);
    expect(at([100, 101, 98.01, 99]).rejections).toMatchObject([{ reason: 'not-reached', barIndex: 1 }]);
    const through = { ...cash, rules: { ...PESSIMISTIC_RULES, limitFill: 'through' as const } };
    expect(
      simulate(barsOf([first, [100, 101, 98, 99]]), { entry: on(2, 0), entryLimit: every(2, 98) }, through)
        .trades,
    ).toEqual([]);
  });

  test('a buy stop fills at max(open, stop) when the high reaches it', () => {
    const at = (row: number[]) =>
      simulate(barsOf([first, row]), { entry: on(2, 0), entryStop: every(2, 102) }, cash);
    expect(at([100, 103, 99, 101]).trades[0].entryPrice).toBe(102);
    expect(at([105, 106, 104, 105]).trades[0].entryPrice).toBe(105);
    expect(at([100, 101, 99, 100]).trades).toEqual([]);
  });

  test('a sell stop and a sell limit mirror them', () => {
    const stop = simulate(
      barsOf([first, [100, 101, 97, 99]]),
      { short: on(2, 0), shortStop: every(2, 98) },
      cash,
    );
    expect(stop.trades).toMatchObject([{ entryPrice: 98, size: -10 }]);
    const limit = simulate(
      barsOf([first, [104, 105, 103, 104]]),
      { short: on(2, 0), shortLimit: every(2, 102) },
      cash,
    );
    expect(limit.trades).toMatchObject([{ entryPrice: 104, size: -9 }]);
  });

  test('a stop-limit waits for its stop, then pays no more than its limit', () => {
    const signals = { entry: on(4, 0), entryStop: every(4, 102), entryLimit: every(4, 103) };
    const run = (rows: number[][]) =>
      simulate(barsOf([first, ...rows]), signals, { ...cash, validBars: 3 }).trades;
    const calm = [100, 101, 99, 100];
    expect(run([calm, [101, 104, 100, 103], calm])).toMatchObject([{ entryIndex: 2, entryPrice: 102 }]);
    // Gapped above the limit: triggered, filled only when the price comes back to it.
    expect(run([[106, 107, 105, 106], [105, 106, 102.5, 104], calm])).toMatchObject([
      { entryIndex: 2, entryPrice: 103 },
    ]);
    expect(
      run([
        [106, 107, 105, 106],
        [106, 107, 105, 106],
        [106, 107, 105, 106],
      ]),
    ).toEqual([]);
  });

  test('an order good for three bars works on three bars', () => {
    const calm = [100, 101, 99, 100];
    const bars = barsOf([first, calm, calm, [100, 101, 97, 99], calm]);
    const run = (validBars: number) =>
      simulate(bars, { entry: on(5, 0), entryLimit: every(5, 98) }, { ...cash, validBars });
    expect(run(3).trades).toMatchObject([{ entryIndex: 3 }]);
    expect(run(2).trades).toEqual([]);
    expect(run(2).rejections).toMatchObject([{ barIndex: 2, reason: 'not-reached' }]);
  });

  test('after a limit entry inside the bar the target needs the close to confirm it', () => {
    const signals = { entry: on(2, 0), entryLimit: every(2, 98) };
    const settings: SimulationSettings = { ...cash, target: { fraction: 0.05 } };
    expect(simulate(barsOf([first, [100, 110, 97, 99]]), signals, settings).trades[0].status).toBe('open');
    expect(simulate(barsOf([first, [100, 110, 97, 105]]), signals, settings).trades[0].exitPrice).toBeCloseTo(
      102.9,
      12,
    );
  });

  test('a limit that fills at the open has the whole bar before it', () => {
    const signals = { entry: on(2, 0), entryLimit: every(2, 98) };
    const gap = barsOf([first, [96, 110, 95, 97]]);
    const [trade] = simulate(gap, signals, { ...cash, target: { fraction: 0.05 } }).trades;
    expect([trade.entryPrice, trade.reason]).toEqual([96, 'target']);
    expect(trade.exitPrice).toBeCloseTo(100.8, 12);
  });

  test('a limit whose level is unknown is refused', () => {
    const signals = { entry: on(2, 0), entryLimit: every(2, Number.NaN) };
    expect(simulate(barsOf([first, first]), signals, cash).rejections).toMatchObject([
      { reason: 'level-unknown' },
    ]);
  });
});

describe('orders of a strategy', () => {
  const straddle = (i: number): Decision | undefined =>
    i === 0
      ? {
          entries: [
            { side: 'long', stop: 103 },
            { side: 'short', stop: 98 },
          ],
        }
      : undefined;

  test('one cancels the other, and the one nearer to the open fills when both are reached', () => {
    const up = simulate(barsOf([first, [100, 104, 99, 103]]), straddle, cash);
    expect(up.trades).toMatchObject([{ size: 9, entryPrice: 103 }]);
    expect(up.rejections).toMatchObject([{ side: 'short', reason: 'one-cancels-other' }]);
    const both = simulate(barsOf([first, [100, 104, 97, 103]]), straddle, cash);
    expect(both.trades).toMatchObject([{ size: -10, entryPrice: 98 }]);
  });

  test('a strategy sees its account, moves its stop and leaves', () => {
    const seen: number[] = [];
    const bars = barsOf([first, first, [100, 108, 100, 107], [107, 108, 104, 106], first]);
    const result = simulate(
      bars,
      (i, account) => {
        seen.push(account.position);
        if (i === 0) return { entries: [{ side: 'long', stopLoss: 95, scale: 0.5 }] };
        return i === 2 ? { stopLoss: 105 } : undefined;
      },
      cash,
    );
    expect(seen).toEqual([0, 4, 4, 0, 0]);
    expect(result.trades).toMatchObject([{ size: 4, exitIndex: 3, exitPrice: 105, reason: 'stop' }]);
  });

  test('orders can be withdrawn, and a new decision replaces the old one', () => {
    const bars = barsOf([first, first, first, first]);
    const result = simulate(
      bars,
      (i) =>
        i === 0
          ? { entries: [{ side: 'long', limit: 90, validBars: 9 }] }
          : i === 1
            ? { entries: [{ side: 'long', limit: 91, validBars: 9 }] }
            : { cancel: true },
      cash,
    );
    expect(result.rejections.map((r) => [r.barIndex, r.reason])).toEqual([
      [1, 'replaced'],
      [2, 'replaced'],
    ]);
  });
});
