import type { EquitySummary } from './equity-summary.js';

/** Fills `returns` and what one look at each return tells. */
export function passReturns(
  equity: Float64Array,
  returns: Float64Array,
  riskFree: number,
  n: number,
  summary: EquitySummary,
): void {
  let previous = equity[0];
  let sum = 0;
  let sumSquares = 0;
  let equitySum = previous;
  let gains = 0;
  let losses = 0;
  let downSquares = 0;
  let downExcessSquares = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (let i = 1; i <= n; i++) {
    const value = equity[i];
    const r = previous > 0 ? value / previous - 1 : 0;
    previous = value;
    returns[i - 1] = r;
    sum += r;
    sumSquares += r * r;
    equitySum += value;
    // min(x, 0) = (x - |x|) / 2 exactly, and no branch to mispredict on the sign of a return.
    const excess = r - riskFree;
    const down = (excess - Math.abs(excess)) * 0.5;
    gains += excess - down;
    losses -= down;
    downExcessSquares += down * down;
    if (riskFree !== 0) {
      const negative = (r - Math.abs(r)) * 0.5;
      downSquares += negative * negative;
    }
    if (r > best) best = r;
    if (r < worst) worst = r;
  }
  summary.mean = n > 0 ? sum / n : Number.NaN;
  summary.sumSquares = sumSquares;
  summary.equitySum = equitySum;
  summary.gains = gains;
  summary.losses = losses;
  summary.downSquares = riskFree === 0 ? downExcessSquares : downSquares;
  summary.downExcessSquares = downExcessSquares;
  summary.best = n > 0 ? best : Number.NaN;
  summary.worst = n > 0 ? worst : Number.NaN;
}
