import type { ExposureSnapshot } from '../../pipelines/site/snapshots/index.js';

/** A position as a signed fraction of the account: negative is short. */
export interface Position {
  readonly row: number;
  readonly weight: number;
  readonly sector: string | null;
}

/** Sector of a position whose own is not known. */
export const UNKNOWN_SECTOR = 'unknown';

export interface Exposure {
  /** Sum of the sizes, and of the signed sizes, as fractions of the account. */
  readonly gross: number;
  readonly net: number;
  readonly bySector: readonly {
    readonly sector: string;
    readonly long: number;
    readonly short: number;
  }[];
  /**
   * As many unrelated positions of the same size would spread the risk as well: (Σ|w|)² / Σ w_i w_j ρ_ij,
   * each position taken as equally volatile (its size already answers its range). NaN without correlations.
   */
  readonly independent: number;
}

/** Correlation between two rows, NaN where it is unknown. */
export function correlationOf({ rows, correlation }: ExposureSnapshot, a: number, b: number): number {
  if (a === b) return 1;
  return correlation[rows.indexOf(a)]?.[rows.indexOf(b)] ?? Number.NaN;
}

/** Mean correlation of a row with the others of a list; NaN where none is known. */
export function meanCorrelation(exposure: ExposureSnapshot, row: number, others: readonly number[]): number {
  const known = others
    .filter((other) => other !== row)
    .map((other) => correlationOf(exposure, row, other))
    .filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** What holding several positions at once would amount to. An unknown correlation counts as the mean of the known. */
export function exposureOf(positions: readonly Position[], exposure: ExposureSnapshot): Exposure {
  const sectors = new Map<string, { long: number; short: number }>();
  for (const { weight, sector } of positions) {
    const sums = sectors.get(sector ?? UNKNOWN_SECTOR) ?? { long: 0, short: 0 };
    if (weight > 0) sums.long += weight;
    else sums.short -= weight;
    sectors.set(sector ?? UNKNOWN_SECTOR, sums);
  }
  const pairs = positions.flatMap((a, i) =>
    positions.slice(i + 1).map((b) => ({
      product: a.weight * b.weight,
      correlation: correlationOf(exposure, a.row, b.row),
    })),
  );
  const known = pairs.filter(({ correlation }) => !Number.isNaN(correlation));
  const mean = known.reduce((sum, { correlation }) => sum + correlation, 0) / known.length;
  const gross = positions.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  const variance =
    positions.reduce((sum, { weight }) => sum + weight * weight, 0) +
    2 *
      pairs.reduce(
        (sum, { product, correlation }) => sum + product * (Number.isNaN(correlation) ? mean : correlation),
        0,
      );
  return {
    gross,
    net: positions.reduce((sum, { weight }) => sum + weight, 0),
    bySector: [...sectors]
      .map(([sector, sums]) => ({ sector, ...sums }))
      .sort((a, b) => b.long + b.short - (a.long + a.short)),
    independent: variance > 0 ? gross ** 2 / variance : Number.NaN,
  };
}
