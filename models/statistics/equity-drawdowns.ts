import type { EquitySummary } from './equity-summary.js';

/** Everything about drawdowns in one pass; depths by division, sums of drawdowns by the peak's inverse. */
export function passDrawdowns(
  equity: Float64Array,
  time: Float64Array,
  n: number,
  summary: EquitySummary,
): void {
  let peak = equity[0];
  let inverse = 1 / peak;
  let peakAt = 0;
  let trough = peak;
  let troughAt = 0;
  let maxDrawdown = 0;
  let peakBar = 0;
  let troughBar = 0;
  let recoveryBar = -1;
  let longestFrom = 0;
  let longestTo = 0;
  let longest = 0;
  let drawdowns = 0;
  let depths = 0;
  let underwater = 0;
  let drawdownSum = 0;
  let drawdownSquares = 0;
  for (let i = 1; i <= n; i++) {
    const value = equity[i];
    if (value < peak) {
      const drawdown = value * inverse - 1;
      drawdownSum += drawdown;
      drawdownSquares += drawdown * drawdown;
      underwater++;
      if (value < trough) {
        trough = value;
        troughAt = i;
      }
      if (i < n) continue;
    }
    if (trough < peak) {
      const depth = trough / peak - 1;
      drawdowns++;
      depths += depth;
      if (depth < maxDrawdown) {
        maxDrawdown = depth;
        peakBar = peakAt;
        troughBar = troughAt;
        recoveryBar = value >= peak ? i : -1;
      }
      const length = time[i] - time[peakAt];
      if (length > longest) {
        longest = length;
        longestFrom = peakAt;
        longestTo = i;
      }
    }
    if (value > peak) inverse = 1 / value;
    if (value >= peak) {
      peak = value;
      trough = value;
      peakAt = i;
    }
  }
  summary.maxDrawdown = maxDrawdown;
  summary.peakBar = peakBar;
  summary.troughBar = troughBar;
  summary.recoveryBar = recoveryBar;
  summary.longestFrom = longestFrom;
  summary.longestTo = longestTo;
  summary.drawdowns = drawdowns;
  summary.depths = depths;
  summary.underwater = underwater;
  summary.drawdownSum = drawdownSum;
  summary.drawdownSquares = drawdownSquares;
  summary.current = summary.final / peak - 1;
}
