import { atr, bbands, ema, highest, macd, rsi, sma, stdev } from '../../models/indicators/index.js';
import { createRandom } from '../../models/random/index.js';
import type { BenchResult } from './bench-result.js';

const BARS = 1_000_000;
const ROUNDS = 2;
const TURNS = 6;

/** Kernels over a million bars, each beside the shortest loop that gives the same numbers. */
export function benchKernels(): BenchResult[] {
  const { high, low, close } = randomWalk();
  const out = new Float64Array(BARS);
  const pairs: [name: string, kernel: () => void, floor: () => void][] = [
    ['sma(20)', () => sma(close, 20, out), () => compensatedSma(close, 20, out)],
    ['ema(20)', () => ema(close, 20, out), () => plainEma(close, 20, out)],
    ['rsi(14)', () => rsi(close, 14, out), () => plainRsi(close, 14, out)],
    ['atr(14)', () => atr(high, low, close, 14, out), () => plainAtr(high, low, close, 14, out)],
    ['stdev(20)', () => stdev(close, 20, out), () => plainStdev(close, 20, out)],
    ['highest(20)', () => highest(high, 20, out), () => plainHighest(high, 20, out)],
    ['macd(12, 26, 9)', () => macd(close, { fast: 12, slow: 26, signal: 9 }), () => plainMacd(close)],
    ['bbands(20, 2)', () => bbands(close, { period: 20, deviations: 2 }), () => plainBands(close)],
  ];
  return pairs.map(([name, kernel, plain]) => {
    // In turns, so that both see the same quiet and busy moments of the machine; the fastest of each counts.
    let value = Number.POSITIVE_INFINITY;
    let floor = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < TURNS; turn++) {
      value = Math.min(value, fastest(kernel, ROUNDS) / BARS);
      floor = Math.min(floor, fastest(plain, ROUNDS) / BARS);
    }
    return {
      name: `kernel ${name}`,
      value,
      unit: 'ns/bar',
      floor,
      ratio: value / floor,
      budget: { of: 'ratio', atMost: 2 },
    };
  });
}

/** Nanoseconds of the fastest of some rounds, after one to warm up. */
export function fastest(work: () => void, rounds = 5): number {
  work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    work();
    best = Math.min(best, performance.now() - begun);
  }
  return best * 1e6;
}

function randomWalk() {
  const random = createRandom(1);
  const high = new Float64Array(BARS);
  const low = new Float64Array(BARS);
  const close = new Float64Array(BARS);
  let price = 100;
  for (let i = 0; i < BARS; i++) {
    price *= 1 + 0.01 * (random.uniform() - 0.5);
    close[i] = price;
    high[i] = price * (1 + 0.005 * random.uniform());
    low[i] = price * (1 - 0.005 * random.uniform());
  }
  return { high, low, close };
}

/**
 * A running sum with its rounding errors carried along (TwoSum): a plain one is a quarter of the work and drifts,
 * so that equal means come out unequal after some thousand bars, and a rule on a tie hangs on the first bar.
 */
function compensatedSma(x: Float64Array, n: number, out: Float64Array): void {
  let sum = 0;
  let carry = 0;
  for (let i = 0; i < x.length; i++) {
    const old = i >= n ? x[i - n] : 0;
    const change = x[i] - old;
    const part = change - x[i];
    const next = sum + change;
    const added = next - sum;
    carry += x[i] - (change - part) - (old + part) + (sum - (next - added) + (change - added));
    sum = next;
    out[i] = i >= n - 1 ? (sum + carry) / n : Number.NaN;
  }
}

function plainSma(x: Float64Array, n: number, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i];
    if (i >= n) sum -= x[i - n];
    out[i] = i >= n - 1 ? sum / n : Number.NaN;
  }
}

function plainEma(x: Float64Array, n: number, out: Float64Array): void {
  const k = 2 / (n + 1);
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    if (i < n) value += x[i] / n;
    else value += k * (x[i] - value);
    out[i] = i >= n - 1 ? value : Number.NaN;
  }
}

function plainRsi(x: Float64Array, n: number, out: Float64Array): void {
  let up = 0;
  let down = 0;
  out[0] = Number.NaN;
  for (let i = 1; i < x.length; i++) {
    const change = x[i] - x[i - 1];
    const gain = change > 0 ? change : 0;
    const loss = change < 0 ? -change : 0;
    if (i <= n) {
      up += gain / n;
      down += loss / n;
    } else {
      up += (gain - up) / n;
      down += (loss - down) / n;
    }
    out[i] = i >= n ? (100 * up) / (up + down) : Number.NaN;
  }
}

function plainAtr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
  out: Float64Array,
): void {
  let value = 0;
  out[0] = Number.NaN;
  for (let i = 1; i < close.length; i++) {
    const previous = close[i - 1];
    const range = Math.max(high[i], previous) - Math.min(low[i], previous);
    if (i <= n) value += range / n;
    else value += (range - value) / n;
    out[i] = i >= n ? value : Number.NaN;
  }
}

/**
 * Welford's recurrence over a sliding window: sums of squares would be shorter, and wrong at large prices. Its
 * errors stay for good; the kernel forms its sums afresh every n bars, one more look at each value.
 */
function plainStdev(x: Float64Array, n: number, out: Float64Array): void {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    if (i < n) {
      const delta = x[i] - mean;
      mean += delta / (i + 1);
      squares += delta * (x[i] - mean);
    } else {
      const before = mean;
      const change = x[i] - x[i - n];
      mean += change / n;
      squares += change * (x[i] - mean + x[i - n] - before);
    }
    out[i] = i >= n - 1 ? Math.sqrt(Math.max(0, squares / n)) : Number.NaN;
  }
}

function plainHighest(x: Float64Array, n: number, out: Float64Array): void {
  let top = 0;
  for (let i = 0; i < x.length; i++) {
    if (x[i] >= x[top]) top = i;
    else if (top <= i - n) {
      top = i - n + 1;
      for (let j = top + 1; j <= i; j++) if (x[j] >= x[top]) top = j;
    }
    out[i] = i >= n - 1 ? x[top] : Number.NaN;
  }
}

function plainMacd(x: Float64Array): Float64Array[] {
  const [line, signal, histogram] = [0, 1, 2].map(() => new Float64Array(x.length));
  let fast = 0;
  let slow = 0;
  let smooth = 0;
  for (let i = 0; i < x.length; i++) {
    fast = i < 12 ? fast + x[i] / 12 : fast + (2 / 13) * (x[i] - fast);
    slow = i < 26 ? slow + x[i] / 26 : slow + (2 / 27) * (x[i] - slow);
    const difference = fast - slow;
    line[i] = i >= 25 ? difference : Number.NaN;
    if (i >= 25) smooth = i < 34 ? smooth + difference / 9 : smooth + 0.2 * (difference - smooth);
    signal[i] = i >= 33 ? smooth : Number.NaN;
    histogram[i] = line[i] - signal[i];
  }
  return [line, signal, histogram];
}

function plainBands(x: Float64Array): Float64Array[] {
  const [upper, middle, lower, place, width] = [0, 1, 2, 3, 4].map(() => new Float64Array(x.length));
  const deviation = new Float64Array(x.length);
  plainStdev(x, 20, deviation);
  plainSma(x, 20, middle);
  for (let i = 0; i < x.length; i++) {
    upper[i] = middle[i] + 2 * deviation[i];
    lower[i] = middle[i] - 2 * deviation[i];
    place[i] = (x[i] - lower[i]) / (upper[i] - lower[i]);
    width[i] = (upper[i] - lower[i]) / middle[i];
  }
  return [upper, middle, lower, place, width];
}
