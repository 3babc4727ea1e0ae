import { beforeAll, describe, expect, test } from 'vitest';
import { indicators } from '../../../models/indicators/index.js';
import { type CallTalib, openTalib } from './open-talib.js';
import { type Columns, emptyColumns, randomBars, seededRandom } from './random-bars.js';
import { defaultsOf, inputsOf, outputsOf } from './run-indicator.js';

const patterns = indicators.filter(
  ({ group, source }) => group === 'pattern' && source.startsWith('TA-Lib '),
);
let talib: CallTalib;

beforeAll(async () => {
  talib = await openTalib();
});

/** Every series is on a binary grid, so that TA-Lib's sliding sums are exact and ties are ties in both. */
const MARKETS: [string, Columns][] = [
  ['candles of every shape with gaps', shapedBars(60_000, 1, 1 / 64)],
  ['the same on a coarse grid, full of ties', shapedBars(60_000, 2, 1 / 2)],
  ['a random walk', onGrid(randomBars(5000, 3))],
  ['flat prices', onGrid(randomBars(500, 4), 64)],
];

describe('candlestick patterns', () => {
  test('all 61 of TA-Lib are there', () => {
    expect(patterns.length).toBe(61);
    expect(new Set(patterns.map(codeOf)).size).toBe(61);
  });

  test.each(patterns.map((pattern) => [pattern.name, pattern] as const))(
    '%s is TA-Lib’s value at every bar, and occurs',
    (_, pattern) => {
      const seen = new Set<number>();
      for (const [market, columns] of MARKETS) {
        const inputs = inputsOf(pattern, columns);
        for (const factor of [1, 0.5]) {
          const parameters = defaultsOf(pattern).map((value) => value * factor);
          const { value } = outputsOf(pattern, inputs, parameters);
          const [theirs] = talib(codeOf(pattern), inputs, parameters, { outputs: 1, integers: true });
          for (let i = 0; i < value.length; i++) {
            if (!Object.is(value[i] + 0, theirs[i]))
              expect.fail(`${market}, bar ${i}: ${value[i]} is not ${theirs[i]}`);
            seen.add(value[i]);
          }
        }
      }
      expect(seen.size).toBeGreaterThan(2);
    },
  );
});

function codeOf({ source }: { readonly source: string }): string {
  return source.split(' ')[1];
}

/** Bodies from doji to very long, shadows from none to long, opens with and without gaps. */
function shapedBars(n: number, seed: number, tick: number): Columns {
  const random = seededRandom(seed);
  const columns = emptyColumns(n);
  const pick = (choices: readonly number[]) => choices[Math.floor(random() * choices.length)];
  const round = (value: number) => Math.round(value / tick) * tick;
  let close = 512;
  for (let i = 0; i < n; i++) {
    const open =
      close + round(pick([0, 0, 0.1, -0.1, 1, -1, 3, -3, 6, -6]) * (random() < 0.5 ? 1 : random()));
    const length = round(pick([0, 0.1, 0.5, 1, 4, 4, 8]) * (random() < 0.5 ? 1 : random()));
    close = open + (random() < (open > 512 ? 0.45 : 0.55) ? length : -length);
    const shadow = () => round(pick([0, 0, 0, 0.1, 1, 6]) * random());
    columns.open[i] = open;
    columns.close[i] = close;
    columns.high[i] = Math.max(open, close) + shadow();
    columns.low[i] = Math.min(open, close) - shadow();
    if (i % 50 === 49) close = plantThreeStars(columns, i - 2);
  }
  return columns;
}

/** Three stars in the south at bars i … i+2, too rare to wait for; returns their last close. */
function plantThreeStars({ open, high, low, close }: Columns, i: number): number {
  const top = open[i];
  open.set([top, top - 4, top - 8], i);
  high.set([top, top - 4, top - 8], i);
  low.set([top - 14, top - 12, top - 8.5], i);
  close.set([top - 6, top - 8, top - 8.5], i);
  return top - 8.5;
}

function onGrid(columns: Columns, tick = 1 / 64): Columns {
  for (const name of ['open', 'high', 'low', 'close'] as const) {
    for (let i = 0; i < columns[name].length; i++)
      columns[name][i] = Math.round(columns[name][i] / tick) * tick;
  }
  return columns;
}
