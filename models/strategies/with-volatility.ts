import type { RunSettings } from './run-settings.js';
import type { Strategy } from './strategy.js';

const ATR = 'atr(14)';
const VOLATILITY = 'stdev(close / close[1] - 1, 21)';

/**
 * Rules with the series that the settings of a run read: `atr` for sizes and distances in ATR, `volatility`
 * for volatility targets and slippage. Rules that give them already keep their own; a strategy in
 * TypeScript is returned as it is.
 */
export function withVolatility(strategy: Strategy, settings: RunSettings): Strategy {
  if (strategy.kind !== 'rules') return strategy;
  const { size, slippage, stopLoss, target, trailing } = settings;
  const readsAtr =
    size?.kind === 'atr-risk' || [stopLoss, target, trailing].some((distance) => distance?.atr !== undefined);
  const readsVolatility =
    size?.kind === 'volatility-target' || slippage?.kind === 'volatility' || slippage?.kind === 'square-root';
  if (!readsAtr && !readsVolatility) return strategy;
  const { atr = ATR, volatility = VOLATILITY } = strategy.rules;
  return {
    ...strategy,
    rules: { ...strategy.rules, ...(readsAtr && { atr }), ...(readsVolatility && { volatility }) },
  };
}
