import type { Trade } from '../../models/simulation/index.js';
import { type Capacity, type CapacityTrade, capacity } from '../../models/validation/index.js';
import type { LoadedInputs } from '../backtest/index.js';

/** Bars behind the entry that tell the symbol's usual traded value and volatility. */
const USUAL = 20;
/** Cost of a trade of a whole day's volume, in daily standard deviations: about one (Almgren et al. 2005). */
const IMPACT = 1;

/**
 * What an account could grow to before market impact eats the edge of these trades.
 * @param capital all accounts together, at the start.
 * @returns undefined without a closed trade that has a history of volume.
 */
export function tradeCapacity(
  trades: readonly Trade[],
  { symbols, inputs }: Pick<LoadedInputs, 'symbols' | 'inputs'>,
  capital: number,
): Capacity | undefined {
  const barsOf = new Map(symbols.map((symbol, k) => [symbol, inputs[k].bars]));
  const known = trades.flatMap((trade): CapacityTrade[] => {
    const bars = barsOf.get(trade.symbol ?? symbols[0]);
    if (!bars || trade.status !== 'closed' || trade.entryIndex <= USUAL) return [];
    let value = 0;
    let squares = 0;
    for (let i = trade.entryIndex - USUAL; i < trade.entryIndex; i++) {
      value += (bars.close[i] * bars.volume[i]) / USUAL;
      squares += (bars.close[i] / bars.close[i - 1] - 1) ** 2;
    }
    if (!(value > 0)) return [];
    return [
      {
        return: trade.return,
        weight: Math.abs(trade.size * trade.entryPrice) / capital,
        dollarVolume: value,
        volatility: Math.sqrt(squares / USUAL),
      },
    ];
  });
  return known.length === 0 ? undefined : capacity(known, { impact: IMPACT });
}
