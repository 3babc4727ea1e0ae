import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { type Figure, FIGURES, figures, type TradeRow } from '../../../models/statistics/index.js';

const DAY = 86_400_000;
const BARS = 120;
const AXIS = Float64Array.from({ length: BARS }, (_, i) => i * DAY);

/** Rising by random steps, with a bar now and then on which nothing happens. */
function walk(seed: number, bars: number): Float64Array {
  const random = createRandom(seed);
  const level = new Float64Array(bars).fill(100_000);
  for (let i = 1; i < bars; i++) {
    level[i] = i % 7 === 0 ? level[i - 1] : level[i - 1] * (1.003 + 0.01 * random.studentT(5));
  }
  return level;
}

function trade(entry: number, exit: number, change: number, status: TradeRow['status'] = 'closed'): TradeRow {
  const exitPrice = 100 * (1 + change);
  return {
    entryTime: entry * DAY,
    exitTime: exit * DAY,
    size: entry % 20 === 0 ? -10 : 10,
    entryPrice: 100,
    exitPrice,
    pnl: 1000 * change,
    return: change,
    commission: 1,
    mae: -0.01,
    mfe: 0.02,
    barsHeld: exit - entry,
    status,
  };
}

const EQUITY = walk(3, BARS);
const BENCHMARK = walk(4, BARS);
const TRADES = [trade(10, 14, 0.02), trade(20, 23, -0.01), trade(30, 39, 0.015), trade(50, 52, -0.03)];

function of(change: {
  readonly equity?: Float64Array;
  readonly time?: Float64Array;
  readonly trades?: readonly TradeRow[];
  readonly benchmark?: Float64Array;
  readonly riskFreeRate?: number;
  readonly periodsPerYear?: number;
}): Record<string, number> {
  const { equity = EQUITY, time = AXIS, trades = TRADES, benchmark = BENCHMARK, ...options } = change;
  return figures(equity, time, trades, { benchmark, ...options });
}

const PLAIN = of({});

/** Names of the figures that say so, and of those that behave so. */
function compare(says: (figure: Figure) => boolean, behaves: (figure: Figure) => boolean) {
  const names = (keep: (figure: Figure) => boolean) => FIGURES.filter(keep).map(({ name }) => name);
  expect(names(behaves)).toEqual(names(says));
}

/** Rounding aside, is the figure another one? */
function moved({ name }: Figure, values: Record<string, number>): boolean {
  const [a, b] = [PLAIN[name], values[name]];
  return !(Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}

describe('what a figure rests on', () => {
  test('a figure moves with the risk-free rate exactly when it says that the rate enters', () => {
    const values = of({ riskFreeRate: 0.1 });
    compare(
      ({ basis }) => basis.riskFree !== 'none',
      (figure) => moved(figure, values),
    );
  });

  test('a rate that enters per bar is divided by the bars in a year, a whole one is not', () => {
    const narrow = of({ riskFreeRate: 0.1, periodsPerYear: 252 });
    const wide = of({ riskFreeRate: 0.1, periodsPerYear: 365 });
    const withRate = FIGURES.filter(({ basis }) => basis.riskFree !== 'none');
    expect(withRate.filter(({ name }) => narrow[name] === wide[name]).map(({ name }) => name)).toEqual(
      withRate.filter(({ basis }) => basis.riskFree === 'per year').map(({ name }) => name),
    );
  });

  test('a figure moves with the bars in a year exactly when that is its day count', () => {
    const values = of({ periodsPerYear: 365 });
    compare(
      ({ basis }) => basis.dayCount === 'bars a year',
      (figure) => moved(figure, values),
    );
  });

  test('a figure moves when the same bars lie further apart exactly when it counts calendar time', () => {
    const apart = AXIS.map((time) => time * 2);
    const later = TRADES.map((row) => ({
      ...row,
      entryTime: row.entryTime * 2,
      exitTime: row.exitTime * 2,
    }));
    const values = of({ time: apart, trades: later });
    compare(
      ({ basis, unit }) =>
        basis.dayCount === 'calendar days' || basis.dayCount === 'years of 365.25 days' || unit === 'date',
      (figure) => moved(figure, values),
    );
  });

  test('a figure moves with a trade still open exactly when it counts one', () => {
    const values = of({ trades: [...TRADES, trade(100, BARS - 1, 0.05, 'open')] });
    compare(
      ({ basis }) => basis.openTrades === 'counted',
      (figure) => moved(figure, values),
    );
  });

  test('a figure moves with equity when it is marked at closes, and not where equity does not enter', () => {
    const others = [99, 100, 101, 102].map((seed) => of({ equity: walk(seed, BARS).map((e) => e * 2) }));
    const readsEquity = new Set(['turnoverAnnual']);
    compare(
      ({ basis, name }) => basis.openTrades === 'marked at the last close' || readsEquity.has(name),
      (figure) => others.some((values) => moved(figure, values)),
    );
  });

  test('a figure with ddof 1 is unknown on one return or one trade', () => {
    const one = figures(Float64Array.of(100, 110), AXIS.subarray(0, 2), [trade(0, 1, 0.1)], {
      benchmark: Float64Array.of(50, 51),
    });
    for (const { name, basis } of FIGURES) {
      if (basis.ddof === 1) expect(one[name], name).toBeNaN();
    }
  });

  test('the same returns twice leave a mean square with ddof 0 alone and shrink one with ddof 1', () => {
    const twice = new Float64Array(2 * BARS - 1);
    twice.set(EQUITY);
    for (let i = 1; i < BARS; i++) {
      twice[BARS - 1 + i] = twice[BARS - 2 + i] * (EQUITY[i] / EQUITY[i - 1]);
    }
    const time = Float64Array.from(twice, (_, i) => i * DAY);
    const values = figures(twice, time, []);
    const ofReturns = FIGURES.filter(
      ({ basis, group }) => basis.n === 'returns' && basis.ddof !== null && group !== 'benchmark',
    );
    for (const figure of ofReturns) {
      expect(moved(figure, values), figure.name).toBe(figure.basis.ddof === 1);
    }
  });

  test('a figure of closed trades is unknown or zero without one', () => {
    const values = of({ trades: [] });
    for (const { name, basis } of FIGURES) {
      if (basis.n === 'closed trades' || basis.n === 'winning trades' || basis.n === 'losing trades') {
        expect(Number.isNaN(values[name]) || Object.is(Math.abs(values[name]), 0), name).toBe(true);
      }
    }
  });
});
