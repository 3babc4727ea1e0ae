import { describe, expect, test } from 'vitest';
import type { SimulationSettings, Trade } from '../../../models/simulation/index.js';
import { PESSIMISTIC_RULES, simulate, VECTORBT_RULES } from '../../../models/simulation/index.js';
import { barsOf, every, on } from './bars-of.js';

const bracket: SimulationSettings = { cash: 1000, stopLoss: { fraction: 0.05 }, target: { fraction: 0.1 } };

/** Signal at bar 0, entry at the open of bar 1; then the given bars. */
function tradeOf(rows: number[][], settings: SimulationSettings, extra: object = {}): Trade {
  const bars = barsOf([[100, 100, 100, 100], ...rows]);
  const n = bars.time.length;
  return simulate(bars, { entry: on(n, 0), ...extra }, settings).trades[0];
}

const exitOf = ({ exitIndex, exitPrice, reason }: Trade) => ({ exitIndex, exitPrice, reason });

describe('protective stop and target', () => {
  const calm = [100, 101, 99, 100];

  test('a stop inside the bar fills at its level', () => {
    expect(exitOf(tradeOf([calm, [98, 99, 94, 97]], bracket))).toEqual({
      exitIndex: 2,
      exitPrice: 95,
      reason: 'stop',
    });
  });

  test('a gap through the stop fills at the open', () => {
    expect(exitOf(tradeOf([calm, [90, 92, 89, 91]], bracket))).toEqual({
      exitIndex: 2,
      exitPrice: 90,
      reason: 'stop',
    });
  });

  test('a target inside the bar fills at its level, a gap through it at the better open', () => {
    expect(tradeOf([calm, [105, 112, 104, 111]], bracket).exitPrice).toBeCloseTo(110, 12);
    expect(exitOf(tradeOf([calm, [115, 118, 114, 116]], bracket))).toEqual({
      exitIndex: 2,
      exitPrice: 115,
      reason: 'target',
    });
  });

  test('a stop and a target in one bar fill pessimistically', () => {
    const wild = [100, 120, 80, 100];
    expect(exitOf(tradeOf([calm, wild], bracket))).toEqual({ exitIndex: 2, exitPrice: 95, reason: 'stop' });
    const optimistic = { ...bracket, rules: { ...PESSIMISTIC_RULES, bothInBar: 'target' as const } };
    expect(tradeOf([calm, wild], optimistic).reason).toBe('target');
    const nearest = { ...bracket, rules: { ...PESSIMISTIC_RULES, bothInBar: 'nearest-to-open' as const } };
    expect(tradeOf([calm, [108, 120, 80, 100]], nearest).reason).toBe('target');
    expect(tradeOf([calm, [97, 120, 80, 100]], nearest).reason).toBe('stop');
  });

  test('the bar of the entry is tested too', () => {
    expect(exitOf(tradeOf([[100, 101, 90, 92], calm], bracket))).toEqual({
      exitIndex: 1,
      exitPrice: 95,
      reason: 'stop',
    });
    const later = { ...bracket, rules: { ...PESSIMISTIC_RULES, entryBar: 'never' as const } };
    expect(tradeOf([[100, 101, 90, 92], calm], later).status).toBe('open');
  });

  test('an entry that gaps below its stop is closed at that same open', () => {
    const fromSignal: SimulationSettings = { cash: 1000, stopLoss: { fraction: 0.05, basis: 'signal' } };
    const trade = tradeOf([[92, 96, 91, 95]], fromSignal);
    expect([trade.entryPrice, trade.exitPrice, trade.exitIndex]).toEqual([92, 92, 1]);
    const refusing = { ...fromSignal, rules: { ...PESSIMISTIC_RULES, crossedBracket: 'refuse' as const } };
    const bars = barsOf([
      [100, 100, 100, 100],
      [92, 96, 91, 95],
    ]);
    const result = simulate(bars, { entry: on(2, 0) }, refusing);
    expect(result.trades).toEqual([]);
    expect(result.rejections.map((r) => r.reason)).toEqual(['bracket-crossed']);
  });

  test('a scheduled exit fills at the open before the stop of that bar; as vectorbt, after it', () => {
    const rows = [calm, calm, [98, 99, 90, 91]];
    expect(exitOf(tradeOf(rows, bracket, { exit: on(4, 2) }))).toEqual({
      exitIndex: 3,
      exitPrice: 98,
      reason: 'signal',
    });
    const asVectorbt = { ...bracket, rules: VECTORBT_RULES };
    expect(exitOf(tradeOf(rows, asVectorbt, { exit: on(4, 2) }))).toEqual({
      exitIndex: 3,
      exitPrice: 95,
      reason: 'stop',
    });
  });

  test('a short mirrors a long', () => {
    const bars = barsOf([[100, 100, 100, 100], calm, [102, 107, 101, 103]]);
    const [trade] = simulate(bars, { short: on(3, 0) }, bracket).trades;
    expect(exitOf(trade)).toEqual({ exitIndex: 2, exitPrice: 105, reason: 'stop' });
    expect(trade.size).toBe(-9);
    expect(trade.pnl).toBe(-45);
  });

  test('a trailing stop follows the best high of earlier bars and never retreats', () => {
    // Entry 100; highs 110 and 120 by bar 3, so the stop stands at 108 on bar 4; bar 3's own low does not count.
    const rows = [
      [100, 110, 99.5, 109],
      [109, 110, 100, 105],
      [106, 120, 105, 118],
      [115, 116, 107, 110],
    ];
    const trade = tradeOf(rows, { cash: 1000, trailing: { fraction: 0.1 } });
    expect(exitOf(trade)).toEqual({ exitIndex: 4, exitPrice: 108, reason: 'trailing' });
    const byAtr = tradeOf(rows, { cash: 1000, trailing: { atr: 2 } }, { atr: every(5, 6) });
    expect(exitOf(byAtr)).toEqual({ exitIndex: 4, exitPrice: 108, reason: 'trailing' });
  });

  test('the tighter of stop and trailing stop counts', () => {
    const rows = [[100, 101, 94, 97], calm];
    const both = { cash: 1000, stopLoss: { fraction: 0.02 }, trailing: { fraction: 0.05 } };
    expect(exitOf(tradeOf(rows, both))).toEqual({ exitIndex: 1, exitPrice: 98, reason: 'stop' });
  });

  test('levels given with the signal replace those of the settings', () => {
    const trade = tradeOf([calm, [98, 99, 94, 97]], bracket, { stop: every(3, 96.5) });
    expect(exitOf(trade)).toEqual({ exitIndex: 2, exitPrice: 96.5, reason: 'stop' });
  });

  test('a time stop leaves at the open, the stated number of bars after the entry', () => {
    const trade = tradeOf([calm, calm, calm, [103, 104, 102, 103]], { cash: 1000, maxBars: 3 });
    expect(exitOf(trade)).toEqual({ exitIndex: 4, exitPrice: 103, reason: 'time' });
  });

  test('excursions count every bar held whole and the bar of the exit with its price', () => {
    const trade = tradeOf(
      [
        [100, 104, 98, 101],
        [101, 103, 97, 99],
        [99, 130, 50, 99],
      ],
      { cash: 1000, maxBars: 2 },
    );
    expect([trade.mfe, trade.mae]).toEqual([expect.closeTo(0.04, 12), expect.closeTo(-0.03, 12)]);
  });

  test('a distance in ATR is refused while the ATR is unknown', () => {
    const bars = barsOf([[100, 100, 100, 100], calm, calm]);
    const result = simulate(
      bars,
      { entry: on(3, 0), atr: every(3, Number.NaN) },
      { cash: 1000, stopLoss: { atr: 2 } },
    );
    expect(result.rejections.map((r) => r.reason)).toEqual(['level-unknown']);
    expect(() => simulate(bars, { entry: on(3, 0) }, { stopLoss: { atr: 2 } })).toThrow(
      /needs the series "atr"/,
    );
  });
});
