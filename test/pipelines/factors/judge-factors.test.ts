import { expect, test } from 'vitest';
import { epochDay, parseIsoDate } from '../../../models/bars/index.js';
import type { SymbolInputs } from '../../../models/expressions/index.js';
import { createRandom } from '../../../models/random/index.js';
import { informationCoefficient } from '../../../models/statistics/index.js';
import { createJudge } from '../../../pipelines/factors/create-judge.js';

const SESSIONS = 160;
const SYMBOLS = 24;
const sessions = Float64Array.from(
  { length: SESSIONS },
  (_, t) => (epochDay(parseIsoDate('2017-05-01')) + t) * 86_400_000,
);

/** Closes of a random walk in which the return of yesterday comes again, a little. */
function market(persistence: number): SymbolInputs[] {
  const random = createRandom(3);
  return Array.from({ length: SYMBOLS }, () => {
    const close = new Float64Array(SESSIONS);
    let last = 100;
    let move = 0;
    for (let t = 0; t < SESSIONS; t++) {
      move = persistence * move + 0.02 * random.normal();
      last *= Math.exp(move);
      close[t] = last;
    }
    const volume = close.map(() => 1e6);
    return { bars: { time: sessions, open: close, high: close, low: close, close, volume, interval: '1d' } };
  });
}

const setup = (inputs: SymbolInputs[], stride = 1) => ({
  sessions,
  inputs,
  regimes: Array.from(sessions, (_, t) => (t < 80 ? 'up_quiet' : 'down_wild')),
  stride,
});

test('a sheet holds what informationCoefficient says of the same factor and horizon', () => {
  const inputs = market(0.5);
  const sheet = createJudge(setup(inputs))('return_1');
  const factor = new Float64Array(SESSIONS * SYMBOLS).fill(Number.NaN);
  const forward = new Float64Array(SESSIONS * SYMBOLS).fill(Number.NaN);
  inputs.forEach(({ bars: { close } }, s) => {
    for (let t = 1; t < SESSIONS; t++) factor[t * SYMBOLS + s] = close[t] / close[t - 1] - 1;
    for (let t = 0; t + 5 < SESSIONS; t++) forward[t * SYMBOLS + s] = close[t + 5] / close[t] - 1;
  });
  const expected = informationCoefficient(factor, forward, SESSIONS, SYMBOLS, 5);
  const { ic } = sheet.horizons.find(({ horizon }) => horizon === 5) ?? sheet.horizons[0];
  expect(ic.n).toBe(expected.n);
  expect(ic.mean).toBeCloseTo(expected.mean, 12);
  expect(ic.standardError).toBeCloseTo(expected.standardError, 12);
});

test('a return that comes again is found, and its information decays', () => {
  const { horizons } = createJudge(setup(market(0.6)))('return_1');
  const [one] = horizons;
  expect(one.ic.lower95).toBeGreaterThan(0.1);
  expect(one.ic.mean).toBeGreaterThan(horizons[horizons.length - 1].ic.mean);
});

test('years and regimes share the sessions out, and a new decile tomorrow is turnover', () => {
  const { slices, turnover, horizons, coverage } = createJudge(setup(market(0)))('return_1');
  const days = horizons.find(({ horizon }) => horizon === 10)?.ic.n;
  for (const kind of ['year', 'regime'] as const) {
    const parts = slices.filter((slice) => slice.kind === kind);
    expect(parts.reduce((sum, { ic }) => sum + ic.n, 0)).toBe(days);
  }
  expect(slices.map(({ slice }) => slice)).toEqual(['2017', 'down_wild', 'up_quiet']);
  expect(turnover[0].lag).toBe(1);
  expect(turnover[0].top).toBeGreaterThan(0.7);
  expect(coverage).toBeCloseTo((SESSIONS - 1) / SESSIONS, 12);
});

test('thinned sessions are those of the whole, and lags stay in sessions', () => {
  const inputs = market(0.5);
  const thinned = createJudge(setup(inputs, 4))('return_1');
  expect(thinned.horizons[0].horizon).toBe(1);
  expect(thinned.horizons[0].ic.n).toBeLessThanOrEqual(SESSIONS / 4);
  expect(thinned.turnover.map(({ lag }) => lag)).toEqual([4, 8, 24]);
});
