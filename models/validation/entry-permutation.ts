import type { Random } from '../random/index.js';
import { quantile } from '../statistics/index.js';

/** Bars held: from the fill of the entry, `length` bars on. */
export interface Holding {
  readonly entryBar: number;
  readonly length: number;
  /** 1 long, −1 short. Default 1. */
  readonly side?: 1 | -1;
}

export interface EntryPermutation {
  /** Sum of log returns over the bars held, by side. */
  readonly observed: number;
  /** Of the sums with random entries. */
  readonly mean: number;
  readonly quantile05: number;
  readonly quantile95: number;
  /** (1 + samples at least as good) / (1 + samples). */
  readonly pValue: number;
  readonly samples: number;
}

/**
 * Were the entries better than chance? The same holdings, as long and on the same side, are put at random
 * places that do not overlap, in random order, every arrangement of gaps equally likely; costs are the
 * same for all and left out. Being in the market for as long gains the drift either way, so what is
 * tested is the timing alone.
 * Source: permutation test of trading rules, Aronson (2007), Evidence-Based Technical Analysis, ch. 5.
 * @param barReturns return of bar i for one who holds it from its fill price to the next bar's, e.g.
 * open[i + 1] / open[i] − 1 with fills at the open.
 * @throws when the holdings overlap in total length more bars than there are.
 */
export function permuteEntries(
  barReturns: Float64Array,
  holdings: readonly Holding[],
  options: { readonly random: Random; readonly samples?: number },
): EntryPermutation {
  const { random, samples = 1000 } = options;
  const bars = barReturns.length;
  const held = holdings.reduce((sum, { length }) => sum + length, 0);
  if (held > bars) {
    throw new Error(`permuteEntries: holdings of ${held} bars do not fit into ${bars} bars`);
  }
  const cumulative = new Float64Array(bars + 1);
  for (let i = 0; i < bars; i++) cumulative[i + 1] = cumulative[i] + Math.log1p(barReturns[i]);
  const gain = (from: number, { length, side = 1 }: Holding) =>
    side * (cumulative[Math.min(bars, from + length)] - cumulative[from]);
  const observed = holdings.reduce((sum, holding) => sum + gain(holding.entryBar, holding), 0);
  const sums = new Float64Array(samples);
  let atLeast = 0;
  for (let k = 0; k < samples; k++) {
    const gaps = randomGaps(holdings.length, bars - held, random);
    const order = random.permutation(holdings.length);
    let at = 0;
    for (let j = 0; j < order.length; j++) {
      const holding = holdings[order[j]];
      at += gaps[j];
      sums[k] += gain(at, holding);
      at += holding.length;
    }
    if (sums[k] >= observed) atLeast++;
  }
  return {
    observed,
    mean: sums.reduce((sum, value) => sum + value, 0) / samples,
    quantile05: quantile(sums, 0.05),
    quantile95: quantile(sums, 0.95),
    pValue: (1 + atLeast) / (1 + samples),
    samples,
  };
}

/** Idle bars before each of `count` holdings, every split of `free` bars into count + 1 gaps alike. */
function randomGaps(count: number, free: number, random: Random): Int32Array {
  // Stars and bars: the positions of `count` dividers among free + count places (Floyd's sample).
  const chosen = new Set<number>();
  for (let top = free; top < free + count; top++) {
    const place = random.integer(top + 1);
    chosen.add(chosen.has(place) ? top : place);
  }
  const places = Int32Array.from(chosen).sort();
  return places.map((place, k) => place - (k === 0 ? 0 : places[k - 1] + 1));
}
