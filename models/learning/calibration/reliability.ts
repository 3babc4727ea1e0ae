/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  /** Mean probability stated in the bin. */
  readonly stated: number;
  /** Share of rows that came true, with its 95 % Wilson interval. */
  readonly observed: number;
  readonly lower95: number;
  readonly upper95: number;
  readonly n: number;
}

const Z = 1.959963984540054;

/**
 * Stated against observed frequency, in bins of about equal numbers of rows, lowest first. Ties are
 * kept together; what they leave over up to the next cut joins the bin after it, when it is less than half a bin.
 *
 * @param effective share of the rows that count as independent, 0 … 1: rows of one date and overlapping
 * horizons repeat each other, so the intervals are those of n x effective rows.
 */
export function reliability(
  probability: Float64Array,
  label: Float64Array,
  bins = 10,
  effective = 1,
): ReliabilityBin[] {
  const n = probability.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => probability[a] - probability[b]);
  const out: ReliabilityBin[] = [];
  const half = n / (2 * bins);
  for (let from = 0; from < n; ) {
    const cut = Math.ceil(((from + half) * bins) / n);
    let to = Math.min(n, Math.max(from + 1, Math.round((cut * n) / bins)));
    while (to < n && probability[order[to]] === probability[order[to - 1]]) to++;
    if (n - to < half) to = n;
    let stated = 0;
    let happened = 0;
    for (let k = from; k < to; k++) {
      stated += probability[order[k]];
      happened += label[order[k]];
    }
    const count = to - from;
    const { lower, upper } = wilson(happened / count, count * effective);
    out.push({
      stated: stated / count,
      observed: happened / count,
      lower95: lower,
      upper95: upper,
      n: count,
    });
    from = to;
  }
  return out;
}

/** 95 % interval of a proportion from n trials (Wilson 1927). */
export function wilson(proportion: number, n: number): { readonly lower: number; readonly upper: number } {
  const z2 = Z * Z;
  const centre = (proportion + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((proportion * (1 - proportion)) / n + z2 / (4 * n * n));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
