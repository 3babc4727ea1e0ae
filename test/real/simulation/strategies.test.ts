import { beforeAll, describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { simulate } from '../../../models/simulation/index.js';
import { FIGURES } from '../../../models/statistics/index.js';
import {
  compileStrategy,
  findStrategy,
  prepareSweep,
  strategySource,
} from '../../../models/strategies/index.js';
import { expectedStrategies } from './expected-signals.js';
import { hasShared, mainBars, queryShared } from './shared-data.js';

const CATALOGUE: Readonly<Record<string, readonly [name: string, parameters?: Record<string, number>]>> = {
  S1: ['sma-cross'],
  S2: ['rsi-reversion'],
  S2B: ['rsi-reversion', { sell_above: 70 }],
  S3: ['donchian-breakout'],
  S4: ['sma-cross'],
  S4F: ['sma-cross-bracket'],
  S5: ['sma-flip'],
  S6: ['limit-dip'],
};

describe.skipIf(!hasShared)('the catalogue on all 505 symbols (needs ../shared or TECHNIC_SHARED)', () => {
  let bars: Map<string, Bars>;
  beforeAll(async () => {
    bars = await mainBars();
  });

  for (const { name, signals, settings } of expectedStrategies) {
    test(`${name} written as expressions trades as when written out with exact sums`, () => {
      const compiled = compileStrategy(findStrategy(CATALOGUE[name][0]), CATALOGUE[name][1]);
      const differing: string[] = [];
      for (const [symbol, data] of bars) {
        const exact = simulate(data, signals(data), settings);
        const ours = simulate(data, strategySource(compiled, { bars: data }), {
          ...compiled.settings,
          ...settings,
        });
        const isSame =
          ours.trades.length === exact.trades.length &&
          ours.equity.every((value, i) => Math.abs(value / exact.equity[i] - 1) < 1e-9);
        if (!isSame) differing.push(symbol);
      }
      expect(differing).toEqual([]);
    });
  }

  test('the sweep of 174 combinations on AAPL agrees with the published one', async () => {
    const rows = await queryShared("select * from '{data}/expected/sweep_AAPL.csv' order by fast, slow");
    expect(rows.length).toBe(174);
    const combinations = rows.map((row) => ({ fast: Number(row.fast), slow: Number(row.slow) }));
    const sweep = prepareSweep(findStrategy('sma-cross'), combinations, { commission: { bps: 10 } });
    const output = sweep.run({ bars: bars.get('AAPL') as Bars });
    const at = (c: number, name: string) =>
      output[c * FIGURES.length + FIGURES.findIndex((figure) => figure.name === name)];
    rows.forEach((row, c) => {
      expect(at(c, 'finalEquity')).toBeCloseTo(Number(row.final_equity), 5);
      expect(at(c, 'closedTrades')).toBe(Number(row.closed_trades));
      expect(at(c, 'maxDrawdown')).toBeCloseTo(Number(row.max_drawdown), 9);
      expect(at(c, 'sharpe')).toBeCloseTo(Number(row.sharpe_annual), 9);
    });
  });
});
