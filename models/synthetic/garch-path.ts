import type { Random } from '../random/index.js';

export interface GarchOptions {
  /** Mean log return per session. */
  readonly drift: number;
  /** Standard deviation of log returns per session, in the long run. */
  readonly volatility: number;
  /** Degrees of freedom of the shocks; above 4 for a finite kurtosis. */
  readonly tails: number;
}

/** How strongly a shock raises, and how long it keeps, the variance of the sessions after it. */
const SHOCK_WEIGHT = 0.08;
const PERSISTENCE = 0.9;

/**
 * Log returns with volatility clusters and fat tails: GARCH(1,1) (Bollerslev 1986, Journal of Econometrics
 * 31) with Student's t shocks scaled to unit variance.
 * @returns returns and their conditional standard deviation, one per session.
 */
export function garchPath(
  random: Random,
  sessions: number,
  { drift, volatility, tails }: GarchOptions,
): { returns: Float64Array; deviation: Float64Array } {
  const returns = new Float64Array(sessions);
  const deviation = new Float64Array(sessions);
  const longRun = volatility * volatility;
  const unit = Math.sqrt((tails - 2) / tails);
  let variance = longRun;
  for (let i = 0; i < sessions; i++) {
    deviation[i] = Math.sqrt(variance);
    const shock = deviation[i] * unit * random.studentT(tails);
    returns[i] = drift + shock;
    variance =
      (1 - SHOCK_WEIGHT - PERSISTENCE) * longRun + SHOCK_WEIGHT * shock * shock + PERSISTENCE * variance;
  }
  return { returns, deviation };
}
