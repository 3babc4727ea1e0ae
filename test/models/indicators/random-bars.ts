/** The five columns an indicator may read, and a second series for those that compare two. */
export interface Columns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly other: Float64Array;
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A random walk with proper bars, prices around `level`, and a related second series. */
export function randomBars(n: number, seed: number, level = 100): Columns {
  const random = seededRandom(seed);
  const columns = emptyColumns(n);
  let price = level;
  for (let i = 0; i < n; i++) {
    const open = price * (1 + 0.01 * (random() - 0.5));
    const close = open * (1 + 0.04 * (random() - 0.5));
    columns.open[i] = open;
    columns.close[i] = close;
    columns.high[i] = Math.max(open, close) * (1 + 0.01 * random());
    columns.low[i] = Math.min(open, close) * (1 - 0.01 * random());
    columns.volume[i] = Math.round(1e6 * (0.5 + random()));
    columns.other[i] = 50 + 0.3 * close + 5 * random();
    price = close;
  }
  return columns;
}

/** Bars whose open, high, low and close all equal `price`. */
export function flatBars(n: number, price: number): Columns {
  const columns = emptyColumns(n);
  for (const column of Object.values(columns)) column.fill(price);
  columns.volume.fill(1000);
  return columns;
}

/** Columns of n zeros. */
export function emptyColumns(n: number): Columns {
  const column = () => new Float64Array(n);
  return {
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    other: column(),
  };
}
