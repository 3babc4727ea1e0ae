import { factorTearSheet, type TearSheet } from '../../models/statistics/index.js';
import { factorMatrix } from './factor-matrix.js';
import type { LoadedInputs } from './read-inputs.js';

/** What is asked of an expression as a factor. */
export interface FactorQuestion {
  readonly expression: string;
  /** Bars ahead. */
  readonly horizons: readonly number[];
  /** Quantiles of the factor; 5 by default. */
  readonly buckets?: number;
  /** Of each session of the market; undefined where it is not known. */
  readonly regimes: readonly (string | undefined)[];
}

/**
 * What an expression was worth as a factor on loaded symbols: see `factorTearSheet`.
 * @throws ExpressionError for a faulty expression.
 */
export function computeTearSheet(
  loaded: LoadedInputs,
  { expression, horizons, buckets, regimes }: FactorQuestion,
): TearSheet {
  const { factor, forward, sessions } = factorMatrix(loaded, expression, horizons);
  return factorTearSheet({
    factor,
    sessions: sessions.length,
    symbols: loaded.inputs.length,
    forward,
    buckets,
    sectors: loaded.inputs.map(({ sector }) => sector ?? undefined),
    regimes,
  });
}
