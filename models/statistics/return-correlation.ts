/** A standard deviation below this share of the mean is rounding, not movement. */
const ROUNDING = 1e-12;

/**
 * Pearson's correlation between any two of several series of returns over the same days, on the days that
 * both have (NaN = absent).
 * @returns a function of two positions in `series`; NaN with fewer than `minimum` common days, or where
 * one side does not move.
 */
export function returnCorrelation(
  series: readonly Float64Array[],
  minimum: number,
): (a: number, b: number) => number {
  const scaled = series.map(standardise);
  return (a, b) => {
    const [left, right] = [scaled[a], scaled[b]];
    if (left === undefined || right === undefined) return pairwise(series[a], series[b], minimum);
    if (left.length < minimum) return Number.NaN;
    let sum = 0;
    for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
    return Math.max(-1, Math.min(1, sum));
  };
}

/** A series without gaps as a vector of length one around its mean; undefined with gaps or without movement. */
function standardise(values: Float64Array): Float64Array | undefined {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  if (!moves(squares, values.length, mean)) return undefined;
  const scale = 1 / Math.sqrt(squares);
  return values.map((value) => (value - mean) * scale);
}

function pairwise(a: Float64Array, b: Float64Array, minimum: number): number {
  let n = 0;
  let meanA = 0;
  let meanB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let product = 0;
  // Welford's update (1962), extended to the product: one pass, stable.
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    const y = b[i];
    if (x !== x || y !== y) continue;
    n++;
    const dx = x - meanA;
    const dy = y - meanB;
    meanA += dx / n;
    meanB += dy / n;
    squaresA += dx * (x - meanA);
    squaresB += dy * (y - meanB);
    product += dx * (y - meanB);
  }
  if (n < minimum || !moves(squaresA, n, meanA) || !moves(squaresB, n, meanB)) return Number.NaN;
  return Math.max(-1, Math.min(1, product / Math.sqrt(squaresA * squaresB)));
}

function moves(squares: number, n: number, mean: number): boolean {
  return squares > n * (ROUNDING * mean) ** 2;
}
