/** What a plan assumes; shown beside every plan. */
export interface PlanRules {
  /** Distance of the stop from the entry, in average true ranges. */
  readonly stopRanges: number;
  readonly targetRanges: number;
  /** Share of the account that is lost when the stop is hit at its price. */
  readonly riskFraction: number;
  readonly account: number;
}

export interface TradePlan {
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
  /** Whole shares. */
  readonly shares: number;
  /** Value of the position as a fraction of the account. */
  readonly weight: number;
}

export const PLAN_RULES: PlanRules = {
  stopRanges: 2,
  targetRanges: 3,
  riskFraction: 0.005,
  account: 100_000,
};

/**
 * Entry at the last close as the best guess of the next open; stop and target in average true ranges;
 * size so that a stop at its price loses `riskFraction` of the account, never more than the account buys.
 * @param atrFraction average true range as a fraction of the close.
 * @returns undefined where price or range are unknown.
 */
export function tradePlan(
  close: number | null,
  atrFraction: number | null,
  direction: 'long' | 'short',
  rules: PlanRules = PLAN_RULES,
): TradePlan | undefined {
  if (close === null || atrFraction === null || !(close > 0) || !(atrFraction > 0)) return undefined;
  const side = direction === 'long' ? 1 : -1;
  const risk = rules.stopRanges * atrFraction * close;
  const affordable = Math.floor(rules.account / close);
  const shares = Math.min(affordable, Math.floor((rules.account * rules.riskFraction) / risk));
  return {
    entry: close,
    stop: close - side * risk,
    target: close + side * rules.targetRanges * atrFraction * close,
    shares,
    weight: (shares * close) / rules.account,
  };
}
