export { defineIndicator } from './define-indicator.js';
export type { IndicatorDefinition, Span } from './define-indicator.js';
export type {
  Indicator,
  IndicatorGroup,
  IndicatorInput,
  IndicatorLoop,
  IndicatorParameter,
  IndicatorStream,
} from './indicator.js';
export { findIndicator, indicators } from './registry.js';
export { dema } from './average/dema.js';
export { ema, emaLookback } from './average/ema.js';
export { sma, smaLookback } from './average/sma.js';
export { smma } from './average/smma.js';
export { tema } from './average/tema.js';
export { wma } from './average/wma.js';
export { macd } from './momentum/macd.js';
export type { Macd, MacdOptions } from './momentum/macd.js';
export { roc } from './momentum/roc.js';
export { rsi, rsiLookback } from './momentum/rsi.js';
export { stoch } from './momentum/stoch.js';
export type { Stoch, StochOptions } from './momentum/stoch.js';
export { beta, corr } from './statistics/corr.js';
export { highest } from './statistics/highest.js';
export { lowest } from './statistics/lowest.js';
export { slope } from './statistics/regression.js';
export { stdev } from './statistics/stdev.js';
export { rollingTotal } from './statistics/sum.js';
export { adx } from './trend/adx.js';
export { atr, atrLookback } from './volatility/atr.js';
export { bbands } from './volatility/bbands.js';
export type { Bbands, BbandsOptions } from './volatility/bbands.js';
export { trueRange } from './volatility/true-range.js';
export { obv } from './volume/obv.js';
