import { averageRanks } from '../statistics/index.js';
import { combinations } from './k-fold.js';
import { sessionGroups } from './purge.js';

export interface OverfittingOptions {
  /** Even number of blocks of neighbouring bars. Default 16: 12,870 ways to halve them. */
  readonly blocks?: number;
}

/** How choosing the best trial in sample turned out out of sample. */
export interface OverfittingProbability {
  /** Probability of backtest overfitting: share of splits whose winner was at or below the median. */
  readonly probability: number;
  readonly splits: number;
  readonly blocks: number;
  readonly bars: number;
  readonly trials: number;
  /** Per split: ln(ω / (1 − ω)), ω the winner's relative rank out of sample. */
  readonly logits: Float64Array;
  /** Per split: Sharpe ratio per bar of the winner, in and out of sample. */
  readonly inSample: Float64Array;
  readonly outOfSample: Float64Array;
  /** Slope of out-of-sample on in-sample performance of the winners: below 0, the better the worse. */
  readonly degradation: number;
  /** Share of splits whose winner lost money out of sample. */
  readonly probabilityOfLoss: number;
}

const MOST_SPLITS = 20_000;

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: the bars are cut
 * into S blocks; for each choice of half of them, the trial with the best Sharpe ratio there is ranked by
 * its Sharpe ratio on the other half. ω = rank / (N + 1), overfit when the logit is ≤ 0. All bars of a
 * half count together (no annualising, risk-free 0, population deviation). A trial whose returns do not
 * vary has a Sharpe ratio of 0. The last bars beyond S equal blocks spread over the first blocks.
 * Source: Bailey, Borwein, López de Prado & Zhu (2017), Journal of Computational Finance 20(4).
 * @param returns one array per trial, all of the same length, in order of time. All trials that were run.
 * @throws when there are fewer than two trials, lengths differ, or blocks are odd or more than bars / 2.
 */
export function overfittingProbability(
  returns: readonly Float64Array[],
  options: OverfittingOptions = {},
): OverfittingProbability {
  const blocks = options.blocks ?? 16;
  const trials = returns.length;
  const bars = returns[0]?.length ?? 0;
  checkInput(returns, blocks, bars);
  const sums = blockSums(returns, blocks);
  const choices = combinations(blocks, blocks / 2, MOST_SPLITS);
  const logits = new Float64Array(choices.length);
  const inSample = new Float64Array(choices.length);
  const outOfSample = new Float64Array(choices.length);
  const inside = new Float64Array(trials);
  const outside = new Float64Array(trials);
  const ranks = new Float64Array(trials);
  const isChosen = new Uint8Array(blocks);
  choices.forEach((chosen, split) => {
    isChosen.fill(0);
    for (const block of chosen) isChosen[block] = 1;
    fillSharpes(sums, isChosen, inside, outside);
    let best = 0;
    for (let k = 1; k < trials; k++) if (inside[k] > inside[best]) best = k;
    const relative = averageRanks(outside, ranks)[best] / (trials + 1);
    logits[split] = Math.log(relative / (1 - relative));
    inSample[split] = inside[best];
    outOfSample[split] = outside[best];
  });
  const share = (values: Float64Array, limit: number) =>
    values.reduce((count, value) => count + (value <= limit ? 1 : 0), 0) / values.length;
  return {
    probability: share(logits, 0),
    splits: choices.length,
    blocks,
    bars,
    trials,
    logits,
    inSample,
    outOfSample,
    degradation: slope(inSample, outOfSample),
    probabilityOfLoss: share(outOfSample, -Number.MIN_VALUE),
  };
}

interface BlockSums {
  readonly blocks: number;
  readonly trials: number;
  readonly length: Float64Array;
  /** Σ r and Σ r² at `trial * blocks + block`. */
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

function checkInput(returns: readonly Float64Array[], blocks: number, bars: number): void {
  if (returns.length < 2) {
    throw new Error(`overfittingProbability: needs at least 2 trials, had ${returns.length}`);
  }
  if (!Number.isInteger(blocks) || blocks < 2 || blocks % 2 !== 0 || blocks * 2 > bars) {
    throw new Error(
      `overfittingProbability: blocks must be an even integer from 2 to half of ${bars} bars, was ${blocks}`,
    );
  }
  const odd = returns.findIndex((column) => column.length !== bars);
  if (odd >= 0) {
    throw new Error(
      `overfittingProbability: trial ${odd} has ${returns[odd].length} returns, the first has ${bars}`,
    );
  }
}

function blockSums(returns: readonly Float64Array[], blocks: number): BlockSums {
  const trials = returns.length;
  const ranges = sessionGroups(returns[0].length, blocks);
  const sum = new Float64Array(trials * blocks);
  const squares = new Float64Array(trials * blocks);
  for (let trial = 0; trial < trials; trial++) {
    const column = returns[trial];
    for (let block = 0; block < blocks; block++) {
      const cell = trial * blocks + block;
      for (let i = ranges[block].from; i < ranges[block].to; i++) {
        sum[cell] += column[i];
        squares[cell] += column[i] * column[i];
      }
    }
  }
  const length = Float64Array.from(ranges, ({ from, to }) => to - from);
  return { blocks, trials, length, sum, squares };
}

/** Sharpe ratios per bar of every trial on the chosen blocks and on the others. */
function fillSharpes(
  { blocks, trials, length, sum, squares }: BlockSums,
  isChosen: Uint8Array,
  inside: Float64Array,
  outside: Float64Array,
): void {
  let n = 0;
  let m = 0;
  for (let block = 0; block < blocks; block++) {
    if (isChosen[block] === 1) n += length[block];
    else m += length[block];
  }
  for (let trial = 0; trial < trials; trial++) {
    let inSum = 0;
    let inSquares = 0;
    let outSum = 0;
    let outSquares = 0;
    for (let block = 0, cell = trial * blocks; block < blocks; block++, cell++) {
      if (isChosen[block] === 1) {
        inSum += sum[cell];
        inSquares += squares[cell];
      } else {
        outSum += sum[cell];
        outSquares += squares[cell];
      }
    }
    inside[trial] = sharpeOf(inSum / n, inSquares / n);
    outside[trial] = sharpeOf(outSum / m, outSquares / m);
  }
}

function sharpeOf(mean: number, meanSquare: number): number {
  const variance = meanSquare - mean * mean;
  return variance > 1e-12 * meanSquare ? mean / Math.sqrt(variance) : 0;
}

function slope(x: Float64Array, y: Float64Array): number {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    products += (x[i] - meanX) * (y[i] - meanY);
    squares += (x[i] - meanX) ** 2;
  }
  return squares > 0 ? products / squares : Number.NaN;
}
