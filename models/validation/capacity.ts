/** What a round trip tells of how much money its strategy could carry. */
export interface CapacityTrade {
  /** Return per unit of money in the trade, before market impact. */
  readonly return: number;
  /** Money in the trade as a fraction of the account. */
  readonly weight: number;
  /** Average daily traded value of the symbol, in cash. */
  readonly dollarVolume: number;
  /** Standard deviation of its daily returns. */
  readonly volatility: number;
}

export interface Capacity {
  /** Account size at which impact eats the whole edge; 0 without an edge. */
  readonly breakEven: number;
  /** Account size at which profit in cash is largest: 4/9 of breakEven. */
  readonly mostProfit: number;
  /** Account size at which 5 % of the trades exceed `participation` of a day's volume. */
  readonly byVolume: number;
  readonly trades: number;
}

/**
 * Capacity under square-root impact: one side of a trade of value v costs
 * `impact` x volatility x √(v / dollarVolume), so with account C a trade of weight w earns
 * C w (r − 2 impact σ √(C w / V)); summed over trades that is aC − bC^1.5, zero at (a/b)², largest at
 * (2a/3b)². Orders are taken to be done within a day, and impact not to outlast the trade.
 * Source: Almgren, Thum, Hauptmann & Li (2005), Risk 18(7); Grinold & Kahn (1999), ch. 16.
 * @param options.impact the coefficient, about 1. @param options.participation share of volume, default 0.1.
 * @throws when a dollar volume is not positive; says which trade.
 */
export function capacity(
  trades: readonly CapacityTrade[],
  options: { readonly impact: number; readonly participation?: number },
): Capacity {
  const { impact, participation = 0.1 } = options;
  let edge = 0;
  let drag = 0;
  trades.forEach(({ return: gain, weight, dollarVolume, volatility }, k) => {
    if (!(dollarVolume > 0)) {
      throw new Error(`capacity: trade ${k} must have a positive dollar volume, was ${dollarVolume}`);
    }
    edge += weight * gain;
    drag += (2 * impact * volatility * weight ** 1.5) / Math.sqrt(dollarVolume);
  });
  const breakEven = edge <= 0 ? 0 : drag > 0 ? (edge / drag) ** 2 : Number.POSITIVE_INFINITY;
  const limits = trades
    .filter(({ weight }) => weight > 0)
    .map(({ weight, dollarVolume }) => (participation * dollarVolume) / weight)
    .sort((a, b) => a - b);
  return {
    breakEven,
    mostProfit: (4 / 9) * breakEven,
    byVolume: limits.length > 0 ? limits[Math.floor(0.05 * limits.length)] : Number.NaN,
    trades: trades.length,
  };
}
