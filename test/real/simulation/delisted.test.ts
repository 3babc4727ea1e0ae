import { describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { compileStrategy, findStrategy, runPortfolioStrategy } from '../../../models/strategies/index.js';
import { hasShared, queryShared } from './shared-data.js';

describe.skipIf(!hasShared)('5,126 symbols with delisted ones (needs ../shared or TECHNIC_SHARED)', () => {
  test('a rotation holds its laws, pays out what is delisted, and counts a haircut', async () => {
    const rows = await queryShared(`
      select symbol, list(epoch_ms(date::timestamp)::double order by date) as time,
        list(open order by date) as open, list(high order by date) as high, list(low order by date) as low,
        list(close order by date) as close, list(volume::double order by date) as volume
      from '{data}/us_wide_2015_2017/bars.parquet' group by symbol order by symbol`);
    const column = (values: unknown) => Float64Array.from(values as number[]);
    const symbols = rows.map((row) => String(row.symbol));
    const inputs = rows.map((row) => ({
      bars: {
        time: column(row.time),
        open: column(row.open),
        high: column(row.high),
        low: column(row.low),
        close: column(row.close),
        volume: column(row.volume),
        interval: '1d',
      } satisfies Bars,
    }));
    expect(symbols.length).toBe(5126);
    const compiled = compileStrategy(findStrategy('reversal-neutral'), { positions: 100 });
    const run = (haircut: number) =>
      runPortfolioStrategy(
        compiled,
        { symbols, inputs },
        { commission: { bps: 10 }, delisting: { haircut } },
      );
    const whole = run(0);
    const cut = run(0.3);
    for (const result of [whole, cut]) {
      const profit = result.trades.reduce((sum, trade) => sum + trade.pnl, 0);
      const end = result.equity[result.equity.length - 1];
      expect(Math.abs(100_000 + profit - end)).toBeLessThan(1e-6 * Math.max(1, Math.abs(end)));
      result.equity.forEach((value, s) => {
        expect(value).toBeCloseTo(result.cash[s] + result.longValue[s] - result.shortValue[s], 6);
      });
    }
    const delisted = whole.trades.filter((trade) => trade.reason === 'delisted');
    expect(delisted.length).toBeGreaterThan(20);
    expect(cut.equity.at(-1)).not.toBe(whole.equity.at(-1));
  });
});
