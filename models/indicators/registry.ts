import type { Indicator } from './indicator.js';
import { decayLinearIndicator } from './average/decay-linear.js';
import { demaIndicator } from './average/dema.js';
import { emaIndicator } from './average/ema.js';
import { hmaIndicator } from './average/hma.js';
import { smaIndicator } from './average/sma.js';
import { smmaIndicator } from './average/smma.js';
import { temaIndicator } from './average/tema.js';
import { trimaIndicator } from './average/trima.js';
import { vwmaIndicator } from './average/vwma.js';
import { wmaIndicator } from './average/wma.js';
import { apoIndicator } from './momentum/apo.js';
import { cciIndicator } from './momentum/cci.js';
import { macdIndicator } from './momentum/macd.js';
import { mfiIndicator } from './momentum/mfi.js';
import { momentumIndicator } from './momentum/momentum.js';
import { ppoIndicator } from './momentum/ppo.js';
import { rocIndicator } from './momentum/roc.js';
import { rsiIndicator } from './momentum/rsi.js';
import { stochFastIndicator } from './momentum/stoch-fast.js';
import { stochIndicator } from './momentum/stoch.js';
import { willrIndicator } from './momentum/willr.js';
import {
  argmaxIndicator,
  argminIndicator,
  barsSinceHighestIndicator,
  barsSinceLowestIndicator,
} from './statistics/argmax.js';
import { betaIndicator, corrIndicator, covIndicator } from './statistics/corr.js';
import { decayIndicator, exponentialDecayIndicator } from './statistics/decay.js';
import { deltaIndicator } from './statistics/delta.js';
import {
  meanDeviationIndicator,
  smaAnalysisIndicator,
  standardErrorIndicator,
} from './statistics/deviation.js';
import { highestIndicator } from './statistics/highest.js';
import { lowestIndicator } from './statistics/lowest.js';
import { productIndicator } from './statistics/product.js';
import { medianIndicator, quantileIndicator } from './statistics/quantile.js';
import {
  forecastIndicator,
  interceptIndicator,
  linregAngleIndicator,
  linregIndicator,
  rSquaredIndicator,
  slopeIndicator,
  stdevChannelIndicator,
} from './statistics/regression.js';
import { kurtosisIndicator, skewIndicator } from './statistics/shape.js';
import { stdevIndicator, varianceIndicator } from './statistics/stdev.js';
import { sumIndicator } from './statistics/sum.js';
import { tsRankIndicator } from './statistics/ts-rank.js';
import { zscoreIndicator } from './statistics/zscore.js';
import { adxIndicator, dxIndicator, minusDiIndicator, plusDiIndicator } from './trend/adx.js';
import { adxrIndicator } from './trend/adxr.js';
import { atrIndicator } from './volatility/atr.js';
import { bbandsIndicator } from './volatility/bbands.js';
import { donchianIndicator } from './volatility/donchian.js';
import { keltnerIndicator } from './volatility/keltner.js';
import { natrIndicator } from './volatility/natr.js';
import { trueRangeIndicator } from './volatility/true-range.js';
import { adlIndicator } from './volume/adl.js';
import { chaikinOscIndicator } from './volume/chaikin-osc.js';
import { cmfIndicator } from './volume/cmf.js';
import { emvIndicator } from './volume/emv.js';
import { forceIndexIndicator } from './volume/force-index.js';
import { kvoIndicator } from './volume/kvo.js';
import { marketfiIndicator } from './volume/marketfi.js';
import { obvIndicator } from './volume/obv.js';
import { pvoIndicator } from './volume/pvo.js';
import { pvtIndicator } from './volume/pvt.js';
import { nviIndicator, pviIndicator } from './volume/volume-index.js';
import { voscIndicator } from './volume/vosc.js';
import { cumulativeVwapIndicator, vwapIndicator } from './volume/vwap.js';
import { wadIndicator } from './volume/wad.js';

/** Every indicator, group by group. Names are unique. */
export const indicators: readonly Indicator[] = [
  decayLinearIndicator,
  demaIndicator,
  emaIndicator,
  hmaIndicator,
  smaIndicator,
  smmaIndicator,
  temaIndicator,
  trimaIndicator,
  vwmaIndicator,
  wmaIndicator,
  apoIndicator,
  cciIndicator,
  macdIndicator,
  mfiIndicator,
  momentumIndicator,
  ppoIndicator,
  rocIndicator,
  rsiIndicator,
  stochFastIndicator,
  stochIndicator,
  willrIndicator,
  plusDiIndicator,
  minusDiIndicator,
  dxIndicator,
  adxIndicator,
  adxrIndicator,
  atrIndicator,
  bbandsIndicator,
  donchianIndicator,
  keltnerIndicator,
  natrIndicator,
  trueRangeIndicator,
  adlIndicator,
  chaikinOscIndicator,
  cmfIndicator,
  emvIndicator,
  forceIndexIndicator,
  kvoIndicator,
  marketfiIndicator,
  obvIndicator,
  pvoIndicator,
  pvtIndicator,
  nviIndicator,
  pviIndicator,
  voscIndicator,
  vwapIndicator,
  cumulativeVwapIndicator,
  wadIndicator,
  barsSinceHighestIndicator,
  barsSinceLowestIndicator,
  argmaxIndicator,
  argminIndicator,
  covIndicator,
  corrIndicator,
  betaIndicator,
  decayIndicator,
  exponentialDecayIndicator,
  deltaIndicator,
  meanDeviationIndicator,
  standardErrorIndicator,
  smaAnalysisIndicator,
  highestIndicator,
  lowestIndicator,
  productIndicator,
  quantileIndicator,
  medianIndicator,
  slopeIndicator,
  interceptIndicator,
  linregIndicator,
  forecastIndicator,
  linregAngleIndicator,
  rSquaredIndicator,
  stdevChannelIndicator,
  skewIndicator,
  kurtosisIndicator,
  varianceIndicator,
  stdevIndicator,
  sumIndicator,
  tsRankIndicator,
  zscoreIndicator,
];

const byName: ReadonlyMap<string, Indicator> = new Map(
  indicators.map((indicator) => [indicator.name, indicator]),
);

/** The record of that name, or undefined. Names are lower snake case: `sma`, `plus_di`. */
export function findIndicator(name: string): Indicator | undefined {
  return byName.get(name);
}
