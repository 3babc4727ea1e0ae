import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

/** Pieces have at least this many returns, and there are at most so many of them. */
const SHORTEST_PIECE = 8;
const MOST_PIECES = 32;
/** Memory: whether it is filled, then for 1, 2, 4 … 32 pieces the corrections and the logarithms of their lengths. */
const CORRECTIONS = 1;
const SIZES = 7;

export const hurstIndicator = defineIndicator({
  name: 'hurst',
  title: 'Hurst exponent',
  group: 'statistics',
  description:
    'Exponent by rescaled range analysis of the last n logarithmic returns: above ½ moves persist, below ½ they revert. The raw exponent of a random walk lies above ½ for so few values; the corrected one does not. NaN where every piece is flat or a price is not positive.',
  inputs: ['series'],
  parameters: [bars(100, 'period', 20, 2000)],
  outputs: ['value', 'corrected'],
  formula:
    'slope of log R/S against log m, m = ⌊n/k⌋ for k = 1, 2, 4 … 32 pieces of at least 8; R the range of the summed deviations in a piece, S their deviation, R/S the mean over pieces; corrected: R/S − E(R/S) + √(πm/2)',
  source:
    'Hurst (1951); E(R/S) of Anis and Lloyd, Biometrika 63 (1976); pieces as Skender, latest n returns, oldest remainder left out',
  lookback: ([n]) => n,
  scratch: 1 + 6,
  memory: SIZES + 6,
  run({ from, to, inputs: [x], outputs: [value, corrected], scratch, memory }, [n]) {
    if (memory[0] === 0) fillMemory(n, memory);
    const [change, ...ranges] = scratch;
    for (let i = from; i < to; i++) {
      change[i] = i > 0 && x[i] > 0 && x[i - 1] > 0 ? Math.log(x[i] / x[i - 1]) : Number.NaN;
    }
    // A piece is the latest of its length once, on the bar that ends it: later windows find its R/S there.
    for (let set = 0, k = 1; isCut(n, k); set++, k *= 2) {
      rescaledRanges(change, ranges[set], from, to, Math.floor(n / k));
    }
    for (let i = from; i < to; i++) {
      value[i] = Number.NaN;
      corrected[i] = Number.NaN;
      if (i < n) continue;
      let count = 0;
      let sumX = 0;
      let sumXX = 0;
      let sumY = 0;
      let sumXY = 0;
      let sumZ = 0;
      let sumXZ = 0;
      for (let k = 1; isCut(n, k); k *= 2) {
        const length = Math.floor(n / k);
        let total = 0;
        for (let piece = k - 1; piece >= 0; piece--) total += ranges[count][i - piece * length];
        const ratio = total / k;
        const size = memory[SIZES + count];
        const raw = Math.log(ratio);
        const shifted = Math.log(ratio + memory[CORRECTIONS + count]);
        count++;
        sumX += size;
        sumXX += size * size;
        sumY += raw;
        sumXY += size * raw;
        sumZ += shifted;
        sumXZ += size * shifted;
      }
      const spread = count * sumXX - sumX * sumX;
      const slope = (count * sumXY - sumX * sumY) / spread;
      if (slope - slope !== 0) continue;
      value[i] = slope;
      corrected[i] = (count * sumXZ - sumX * sumZ) / spread;
    }
  },
});

/** Whether a window of n returns is cut into so many pieces. */
function isCut(n: number, pieces: number): boolean {
  return pieces <= MOST_PIECES && Math.floor(n / pieces) >= SHORTEST_PIECE;
}

/**
 * Range over deviation of the summed deviations of the piece that ends on each bar; 0 when it is flat, NaN
 * before there is one. Sums wait for the sum before them: two pieces side by side take the time of one, and
 * each is added up in the order it would be alone.
 */
function rescaledRanges(
  change: Float64Array,
  output: Float64Array,
  from: number,
  to: number,
  length: number,
): void {
  let i = from;
  for (; i < to && i < length; i++) output[i] = Number.NaN;
  for (; i < to; i += 2) {
    // An odd piece at the end is taken twice.
    const step = i + 1 < to ? 1 : 0;
    const begin = i + 1 - length;
    let meanA = 0;
    let meanB = 0;
    for (let j = begin; j <= i; j++) {
      meanA += change[j];
      meanB += change[j + step];
    }
    meanA /= length;
    meanB /= length;
    let sumA = 0;
    let sumB = 0;
    let squaresA = 0;
    let squaresB = 0;
    let highA = change[begin] - meanA;
    let highB = change[begin + step] - meanB;
    let lowA = highA;
    let lowB = highB;
    for (let j = begin; j <= i; j++) {
      const a = change[j] - meanA;
      const b = change[j + step] - meanB;
      sumA += a;
      sumB += b;
      squaresA += a * a;
      squaresB += b * b;
      highA = Math.max(highA, sumA);
      lowA = Math.min(lowA, sumA);
      highB = Math.max(highB, sumB);
      lowB = Math.min(lowB, sumB);
    }
    output[i] = squaresA === 0 ? 0 : (highA - lowA) / Math.sqrt(squaresA / length);
    output[i + step] = squaresB === 0 ? 0 : (highB - lowB) / Math.sqrt(squaresB / length);
  }
}

/** √(πm/2) − E(R/S) of a random walk for each number of pieces, and log m. */
function fillMemory(n: number, memory: Float64Array): void {
  for (let set = 0, k = 1; isCut(n, k); set++, k *= 2) {
    const length = Math.floor(n / k);
    let roots = 0;
    for (let j = 1; j < length; j++) roots += Math.sqrt((length - j) / j);
    // Γ((m−1)/2) / (√π·Γ(m/2)): 1 for m = 2, 2/π for m = 3, times (m−1)/m from m to m + 2.
    let gamma = length % 2 === 0 ? 1 : 2 / Math.PI;
    for (let m = 2 + (length % 2); m < length; m += 2) gamma *= (m - 1) / m;
    memory[CORRECTIONS + set] = Math.sqrt((Math.PI * length) / 2) - gamma * roots;
    memory[SIZES + set] = Math.log(length);
  }
  memory[0] = 1;
}
