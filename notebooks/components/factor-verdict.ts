import type { FactorHorizonRow, FactorRow } from '../../pipelines/site/snapshots/index.js';
import { normalCdf } from '../models/statistics/index.js';

const Z_95 = 1.959963984540054;
const FALSE_DISCOVERY_RATE = 0.1;

/** A feature's row at one horizon. */
export function atHorizon(factor: FactorRow, horizon: number): FactorHorizonRow | undefined {
  return factor.horizons.find((row) => row.horizon === horizon);
}

/** Half of the 95 % interval of a mean IC; null where the error is unknown. */
export function reachOf(row: { readonly error: number | null } | undefined): number | null {
  return row?.error == null ? null : Z_95 * row.error;
}

/** Whether zero is outside the interval of one feature looked at alone. */
export function isOutside(row: FactorHorizonRow | undefined): boolean {
  const reach = reachOf(row);
  return row?.ic != null && reach !== null && Math.abs(row.ic) > reach;
}

/**
 * Subjects that stand out when all are looked at together: at most one in ten of those named is expected
 * to be luck (Benjamini & Hochberg 1995, step-up, two-sided normal p-values).
 */
export function discoveries(factors: readonly FactorRow[], horizon: number): ReadonlySet<string> {
  const tested = factors
    .flatMap((factor) => {
      const row = atHorizon(factor, horizon);
      if (row?.ic == null || row.error == null || row.error === 0) return [];
      return [{ subject: factor.subject, p: 2 * normalCdf(-Math.abs(row.ic / row.error)) }];
    })
    .sort((a, b) => a.p - b.p);
  let kept = 0;
  tested.forEach(({ p }, i) => {
    if (p <= (FALSE_DISCOVERY_RATE * (i + 1)) / tested.length) kept = i + 1;
  });
  return new Set(tested.slice(0, kept).map(({ subject }) => subject));
}
