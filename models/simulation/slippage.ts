import type { ResolvedSettings } from './settings.js';

/**
 * How far one share's price moves against a market or stop order: half the spread plus the slippage
 * rule of the settings. Zero or positive, in price.
 *
 * @param volatility standard deviation of returns per bar; read by the rules that need it.
 * @param volume of the bar of the fill; 0 counts as 1 share, so that impact stays finite.
 */
export function slippagePerShare(
  settings: ResolvedSettings,
  price: number,
  shares: number,
  volume: number,
  volatility: number,
): number {
  const halfSpread = (settings.spreadBps / 20_000) * price;
  const rule = settings.slippage;
  switch (rule.kind) {
    case 'none':
      return halfSpread;
    case 'bps':
      return halfSpread + (rule.bps / 10_000) * price;
    case 'per-share':
      return halfSpread + rule.amount;
    case 'volatility':
      return halfSpread + rule.multiple * volatility * price;
    case 'square-root':
      return (
        halfSpread + rule.coefficient * volatility * Math.sqrt(shares / (volume > 1 ? volume : 1)) * price
      );
  }
}

/** Does the slippage rule read `Signals.volatility`? */
export function needsVolatility(settings: ResolvedSettings): boolean {
  return settings.slippage.kind === 'volatility' || settings.slippage.kind === 'square-root';
}
