import { beforeAll, describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { compile, evaluate } from '../../../models/expressions/index.js';
import { hasShared, mainBars } from '../simulation/shared-data.js';

/** Prices have at most four decimals: in ten-thousandths they are whole numbers and their sums exact. */
const TICKS = 10_000;
const PAIRS: readonly (readonly [fast: number, slow: number])[] = [
  [10, 30],
  [20, 50],
  [5, 20],
];

describe.skipIf(!hasShared)('ties on all 505 symbols (needs ../shared or TECHNIC_SHARED)', () => {
  let bars: Map<string, Bars>;
  beforeAll(async () => {
    bars = await mainBars();
  });

  test.each(PAIRS)(
    'sma(%i) and sma(%i) cross, stand above and tie exactly where whole numbers do',
    (fast, slow) => {
      const program = compile({
        over: `crossover(sma(close, ${fast}), sma(close, ${slow}))`,
        under: `crossunder(sma(close, ${fast}), sma(close, ${slow}))`,
        above: `sma(close, ${fast}) > sma(close, ${slow})`,
        below: `sma(close, ${fast}) - sma(close, ${slow}) < 0`,
        tied: `sma(close, ${fast}) == sma(close, ${slow})`,
      });
      expect(bars.size).toBe(505);
      const wrong: string[] = [];
      let crossings = 0;
      let ties = 0;
      for (const [symbol, data] of bars) {
        const said = evaluate(program, { bars: data });
        const sign = exactSigns(data.close, fast, slow);
        for (let i = slow; i < sign.length; i++) {
          const over = sign[i - 1] < 0 && sign[i] > 0;
          const under = sign[i - 1] > 0 && sign[i] < 0;
          const isRight =
            said.over[i] === Number(over) &&
            said.under[i] === Number(under) &&
            said.above[i] === Number(sign[i] > 0) &&
            said.below[i] === Number(sign[i] < 0) &&
            said.tied[i] === Number(sign[i] === 0);
          if (!isRight) wrong.push(`${symbol} bar ${i}`);
          crossings += Number(over || under);
          ties += Number(sign[i] === 0);
        }
      }
      expect(wrong).toEqual([]);
      expect(crossings).toBeGreaterThan(10_000);
      // Without a tie the rule would not have been tried.
      expect(ties).toBeGreaterThan(10);
    },
  );
});

/** Sign of fast minus slow average, from sums of whole numbers below 2^53. */
function exactSigns(close: Float64Array, fast: number, slow: number): Int8Array {
  const whole = close.map((price) => Math.round(price * TICKS));
  if (close.some((price, i) => Math.abs(price * TICKS - whole[i]) > 1e-4))
    throw new Error('a price is finer than 1/10000');
  const signs = new Int8Array(close.length);
  let fastSum = 0;
  let slowSum = 0;
  for (let i = 0; i < whole.length; i++) {
    fastSum += whole[i] - (i >= fast ? whole[i - fast] : 0);
    slowSum += whole[i] - (i >= slow ? whole[i - slow] : 0);
    signs[i] = Math.sign(fastSum * slow - slowSum * fast);
  }
  return signs;
}
