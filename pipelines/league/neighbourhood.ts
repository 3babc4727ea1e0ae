import {
  admitsParameters,
  type ParameterValues,
  resolveParameters,
  type Strategy,
} from '../../models/strategies/index.js';

/** How many parameters are varied, and to what shares of their values. */
const VARIED = 2;
const PLACES = { single: [0.6, 0.8, 1.25, 1.6], portfolio: [0.7, 1.4] } as const;

/**
 * The parameters themselves and others around them: what the choice could as well have been. The first two
 * parameters are varied within their bounds and the strategy's own condition; an account of many symbols,
 * which takes longer, on fewer places. The chosen ones come first.
 */
export function neighbourhood(strategy: Strategy, chosen: ParameterValues): readonly ParameterValues[] {
  const own = resolveParameters(strategy, chosen);
  let points: ParameterValues[] = [own];
  for (const { name, min, max, integer } of strategy.parameters.slice(0, VARIED)) {
    const values = PLACES[strategy.account]
      .map((share) => own[name] * share)
      .map((value) => Math.min(max, Math.max(min, integer ? Math.round(value) : value)));
    points = points.flatMap((point) => [point, ...values.map((value) => ({ ...point, [name]: value }))]);
  }
  const distinct = new Map(points.map((point) => [JSON.stringify(point), point]));
  return [...distinct.values()].filter((point) => admitsParameters(strategy.where, point));
}
