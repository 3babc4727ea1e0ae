import {
  alphas101,
  alphas101Definitions,
  compile,
  evaluatePanel,
  type Panel,
} from '../../models/expressions/index.js';
import { createRandom } from '../../models/random/index.js';
import type { BenchResult } from './bench-result.js';

const SYMBOLS = 505;
const SESSIONS = 1_259;
const RANKED_SYMBOLS = 5_126;
const RANKED_SESSIONS = 513;
/** Alphas that are compiled together: they share their parts, and so much memory is held at a time. */
const TOGETHER = 8;
const DAY = 86_400_000;

/** The 101 alphas over the S&P 500's shape, and one rank over the whole market's, in one thread. */
export function benchAlphas(): BenchResult[] {
  return [measureAlphas(), measureRank(), measureRule()];
}

function measureAlphas(): BenchResult {
  const panel = randomPanel(SYMBOLS, SESSIONS);
  const start = performance.now();
  for (let first = 0; first < alphas101.length; first += TOGETHER) {
    const batch = alphas101.slice(first, first + TOGETHER);
    const sources = Object.fromEntries(batch.map(({ name, expression }) => [name, expression]));
    evaluatePanel(compile(sources, { definitions: alphas101Definitions }), panel);
  }
  const value = (performance.now() - start) / 1000;
  const name = `${alphas101.length} of the 101 alphas, ${SYMBOLS} x ${SESSIONS}`;
  return { name, value, unit: 's', budget: { of: 'value', atMost: 10 } };
}

function measureRank(): BenchResult {
  const panel = randomPanel(RANKED_SYMBOLS, RANKED_SESSIONS);
  const program = compile({ x: 'rank(close)' });
  const value = fastest(() => evaluatePanel(program, panel), 3) / 1000;
  const name = `rank(close), ${RANKED_SYMBOLS} x ${RANKED_SESSIONS}`;
  return { name, value, unit: 's', budget: { of: 'value', atMost: 0.35 } };
}

function measureRule(): BenchResult {
  const panel = randomPanel(SYMBOLS, SESSIONS);
  const program = compile({ x: 'rsi(2) < 10 and close > sma(close, 200)' });
  const value = fastest(() => evaluatePanel(program, panel), 5);
  const name = `rsi(2) < 10 and close > sma(close, 200), ${SYMBOLS} x ${SESSIONS}`;
  return { name, value, unit: 'ms', budget: { of: 'value', atMost: 40 } };
}

/** Milliseconds of the fastest of some rounds, after one to warm up. */
function fastest(work: () => void, rounds: number): number {
  work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function randomPanel(count: number, length: number): Panel {
  const random = createRandom(7);
  const sessions = Float64Array.from({ length }, (_, i) => i * DAY);
  const symbols = Array.from({ length: count }, (_, k) => {
    const [open, high, low, close, volume] = Array.from({ length: 5 }, () => new Float64Array(length));
    let last = 20 + 80 * random.uniform();
    for (let i = 0; i < length; i++) {
      open[i] = last * (1 + 0.01 * (random.uniform() - 0.5));
      last = close[i] = open[i] * (1 + 0.04 * (random.uniform() - 0.5));
      high[i] = Math.max(open[i], last) * (1 + 0.01 * random.uniform());
      low[i] = Math.min(open[i], last) * (1 - 0.01 * random.uniform());
      volume[i] = Math.round(1e6 * (0.5 + random.uniform()));
    }
    const bars = { time: sessions, open, high, low, close, volume, interval: '1d' as const };
    return { bars, sector: `sector ${k % 11}`, industry: `industry ${k % 60}` };
  });
  return { sessions, symbols };
}
