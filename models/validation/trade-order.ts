import type { Random } from '../random/index.js';
import { quantileInPlace } from '../statistics/index.js';

/** Quantiles of what could have happened. */
export interface Spread {
  readonly observed: number;
  readonly quantile05: number;
  readonly median: number;
  readonly quantile95: number;
}

export interface TradeOrder {
  readonly trades: number;
  readonly samples: number;
  /** Growth over all trades; the same for every order when shuffled. */
  readonly totalReturn: Spread;
  /** Over the equity after each trade: shallower than at each bar's close. */
  readonly maxDrawdown: Spread;
  /** Share of samples whose drawdown is deeper than `ruin`. */
  readonly probabilityOfRuin: number;
}

/**
 * Monte Carlo of the order of trades. `shuffle` keeps the same trades in another order: only the path,
 * so the drawdown, changes. `resample` draws trades with replacement: the result changes as well. Both
 * take trades as independent of each other; clusters of losses make the truth worse.
 * Source: Vince (1990), Portfolio Management Formulas, ch. 1.
 * @param returns per closed trade, in order: pnl / equity when it was entered.
 * @param options.ruin a drawdown, negative. Default −0.5.
 */
export function tradeOrder(
  returns: Float64Array,
  options: {
    readonly random: Random;
    readonly method?: 'shuffle' | 'resample';
    readonly samples?: number;
    readonly ruin?: number;
  },
): TradeOrder {
  const { random, method = 'shuffle', samples = 1000, ruin = -0.5 } = options;
  const totals = new Float64Array(samples);
  const drawdowns = new Float64Array(samples);
  const drawn = Float64Array.from(returns);
  let ruined = 0;
  for (let k = 0; k < samples; k++) {
    if (method === 'shuffle') random.shuffle(drawn);
    else for (let i = 0; i < drawn.length; i++) drawn[i] = returns[random.integer(returns.length)];
    const path = follow(drawn);
    totals[k] = path.total;
    drawdowns[k] = path.drawdown;
    if (path.drawdown <= ruin) ruined++;
  }
  const observed = follow(returns);
  return {
    trades: returns.length,
    samples,
    totalReturn: spread(observed.total, totals),
    maxDrawdown: spread(observed.drawdown, drawdowns),
    probabilityOfRuin: ruined / samples,
  };
}

function follow(returns: Float64Array): { total: number; drawdown: number } {
  let value = 1;
  let peak = 1;
  let drawdown = 0;
  for (let i = 0; i < returns.length; i++) {
    value *= 1 + returns[i];
    peak = Math.max(peak, value);
    drawdown = Math.min(drawdown, value / peak - 1);
  }
  return { total: value - 1, drawdown };
}

function spread(observed: number, values: Float64Array): Spread {
  const at = (p: number) => quantileInPlace(values, values.length, p);
  return { observed, quantile05: at(0.05), median: at(0.5), quantile95: at(0.95) };
}
