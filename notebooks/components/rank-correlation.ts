/**
 * Spearman's rank correlation over the rows where both values are known, ties at their mean rank.
 * @returns NaN with fewer than three such rows, or when one side is constant.
 */
export function rankCorrelation(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  const left: number[] = [];
  const right: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    const y = b[i];
    if (x === null || y === null) continue;
    left.push(x);
    right.push(y);
  }
  if (left.length < 3) return Number.NaN;
  return correlation(ranks(left), ranks(right));
}

function ranks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const out = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) out[order[i]] = (start + end - 1) / 2;
  }
  return out;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const middle = (a.length - 1) / 2;
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    product += (a[i] - middle) * (b[i] - middle);
    squaresA += (a[i] - middle) ** 2;
    squaresB += (b[i] - middle) ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}
