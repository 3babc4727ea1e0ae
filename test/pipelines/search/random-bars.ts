import { createRandom } from '../../../models/random/index.js';

/** The last n of `sessions` days of a random walk. */
export function randomBars(seed: number, n: number, sessions = n) {
  const random = createRandom(seed);
  const close = new Float64Array(n);
  for (let i = 0; i < n; i++) close[i] = (close[i - 1] ?? 50) * Math.exp(0.015 * random.normal());
  return {
    time: Float64Array.from(close, (_, i) => (i + sessions - n) * 86_400_000),
    open: close.map((value) => value * 1.001),
    high: close.map((value) => value * 1.01),
    low: close.map((value) => value * 0.99),
    close,
    volume: close.map(() => 1e6),
    interval: '1d' as const,
  };
}
