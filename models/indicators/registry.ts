import type { Indicator } from './indicator.js';
import { almaIndicator, sineWeightedIndicator } from './average/alma.js';
import { decayLinearIndicator } from './average/decay-linear.js';
import { demaIndicator } from './average/dema.js';
import { emaIndicator } from './average/ema.js';
import { envelopeIndicator } from './average/envelope.js';
import { hmaIndicator } from './average/hma.js';
import { kamaIndicator } from './average/kama.js';
import { mcginleyIndicator } from './average/mcginley.js';
import { smaIndicator } from './average/sma.js';
import { smmaIndicator } from './average/smma.js';
import { superSmootherIndicator } from './average/super-smoother.js';
import { t3Indicator } from './average/t3.js';
import { temaIndicator } from './average/tema.js';
import { trimaIndicator } from './average/trima.js';
import { vidyaIndicator } from './average/vidya.js';
import { vwmaIndicator } from './average/vwma.js';
import { wmaIndicator } from './average/wma.js';
import { zlemaIndicator } from './average/zlema.js';
import {
  htDcperiodIndicator,
  htDcphaseIndicator,
  htPhasorIndicator,
  htSineIndicator,
  htTrendlineIndicator,
} from './cycle/hilbert-indicators.js';
import { htlIndicator } from './cycle/early-trendline.js';
import { mamaIndicator } from './cycle/mama.js';
import { mswIndicator } from './cycle/msw.js';
import { htTrendmodeIndicator } from './cycle/trend-mode.js';
import { apoIndicator } from './momentum/apo.js';
import { accelerationIndicator, awesomeIndicator } from './momentum/awesome.js';
import { bopIndicator, imiIndicator, qstickIndicator } from './momentum/bop.js';
import { cciIndicator } from './momentum/cci.js';
import {
  pmoIndicator,
  rocBandsIndicator,
  rocpIndicator,
  rocrIndicator,
  trixIndicator,
  tsiIndicator,
} from './momentum/change.js';
import { cmoIndicator } from './momentum/cmo.js';
import { connorsRsiIndicator } from './momentum/connors-rsi.js';
import { dpoIndicator } from './momentum/dpo.js';
import { elderRayIndicator } from './momentum/elder-ray.js';
import { fisherIndicator } from './momentum/fisher.js';
import { foscIndicator } from './momentum/fosc.js';
import { coppockIndicator, kstIndicator } from './momentum/kst.js';
import { macdIndicator } from './momentum/macd.js';
import { mfiIndicator } from './momentum/mfi.js';
import { momentumIndicator } from './momentum/momentum.js';
import { ppoIndicator } from './momentum/ppo.js';
import { relativeVigorIndicator } from './momentum/relative-vigor.js';
import { rocIndicator } from './momentum/roc.js';
import { rsiIndicator } from './momentum/rsi.js';
import { smiIndicator } from './momentum/smi.js';
import { stcIndicator } from './momentum/stc.js';
import { stochFastIndicator } from './momentum/stoch-fast.js';
import { stochRsiIndicator } from './momentum/stoch-rsi.js';
import { stochIndicator } from './momentum/stoch.js';
import { ultoscIndicator } from './momentum/ultosc.js';
import { willrIndicator } from './momentum/willr.js';
import { hikkakePatterns } from './pattern/hikkake.js';
import { longerPatterns } from './pattern/longer-patterns.js';
import { plainDojiIndicator, plainMarubozuIndicator } from './pattern/plain-candle.js';
import { singleCandlePatterns } from './pattern/single-candle.js';
import { soldierPatterns } from './pattern/soldier-patterns.js';
import { starPatterns } from './pattern/star-patterns.js';
import { threeCandlePatterns } from './pattern/three-candles.js';
import { twoCandlePatterns } from './pattern/two-candles.js';
import {
  avgpriceIndicator,
  medpriceIndicator,
  typpriceIndicator,
  wcpriceIndicator,
} from './price/bar-price.js';
import { heikinAshiIndicator } from './price/heikin-ashi.js';
import { midpointIndicator, midpriceIndicator } from './price/midpoint.js';
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
import { hurstIndicator } from './statistics/hurst.js';
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
import { alligatorIndicator, gatorIndicator } from './trend/alligator.js';
import { aroonIndicator } from './trend/aroon.js';
import { chandelierIndicator } from './trend/chandelier.js';
import { choppinessIndicator, massIndexIndicator, vhfIndicator } from './trend/choppiness.js';
import { minusDmIndicator, plusDmIndicator } from './trend/directional-movement.js';
import { fractalIndicator } from './trend/fractal.js';
import { ichimokuIndicator } from './trend/ichimoku.js';
import { psarIndicator } from './trend/psar.js';
import { relativeStrengthIndicator } from './trend/relative-strength.js';
import { rollingPivotsIndicator } from './trend/rolling-pivots.js';
import { supertrendIndicator } from './trend/supertrend.js';
import { vortexIndicator } from './trend/vortex.js';
import { zigzagIndicator } from './trend/zigzag.js';
import { accelerationBandsIndicator } from './volatility/acceleration-bands.js';
import { atrIndicator } from './volatility/atr.js';
import { bbandsIndicator } from './volatility/bbands.js';
import { donchianIndicator } from './volatility/donchian.js';
import {
  ewmaVolatilityIndicator,
  garmanKlassIndicator,
  parkinsonIndicator,
  rogersSatchellIndicator,
  volatilityIndicator,
  yangZhangIndicator,
} from './volatility/estimators.js';
import { keltnerIndicator } from './volatility/keltner.js';
import { natrIndicator } from './volatility/natr.js';
import { starcIndicator } from './volatility/starc.js';
import { trueRangeIndicator } from './volatility/true-range.js';
import { chaikinVolatilityIndicator, ulcerIndicator } from './volatility/ulcer.js';
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
  almaIndicator,
  sineWeightedIndicator,
  decayLinearIndicator,
  demaIndicator,
  emaIndicator,
  envelopeIndicator,
  hmaIndicator,
  kamaIndicator,
  mcginleyIndicator,
  smaIndicator,
  smmaIndicator,
  superSmootherIndicator,
  t3Indicator,
  temaIndicator,
  trimaIndicator,
  vidyaIndicator,
  vwmaIndicator,
  wmaIndicator,
  zlemaIndicator,
  apoIndicator,
  awesomeIndicator,
  accelerationIndicator,
  bopIndicator,
  qstickIndicator,
  imiIndicator,
  cciIndicator,
  rocpIndicator,
  rocrIndicator,
  rocBandsIndicator,
  trixIndicator,
  tsiIndicator,
  pmoIndicator,
  cmoIndicator,
  connorsRsiIndicator,
  dpoIndicator,
  elderRayIndicator,
  fisherIndicator,
  foscIndicator,
  kstIndicator,
  coppockIndicator,
  macdIndicator,
  mfiIndicator,
  momentumIndicator,
  ppoIndicator,
  relativeVigorIndicator,
  rocIndicator,
  rsiIndicator,
  smiIndicator,
  stcIndicator,
  stochFastIndicator,
  stochRsiIndicator,
  stochIndicator,
  ultoscIndicator,
  willrIndicator,
  plusDiIndicator,
  minusDiIndicator,
  dxIndicator,
  adxIndicator,
  adxrIndicator,
  alligatorIndicator,
  gatorIndicator,
  aroonIndicator,
  chandelierIndicator,
  choppinessIndicator,
  vhfIndicator,
  massIndexIndicator,
  plusDmIndicator,
  minusDmIndicator,
  fractalIndicator,
  ichimokuIndicator,
  psarIndicator,
  relativeStrengthIndicator,
  rollingPivotsIndicator,
  supertrendIndicator,
  vortexIndicator,
  zigzagIndicator,
  accelerationBandsIndicator,
  atrIndicator,
  bbandsIndicator,
  donchianIndicator,
  volatilityIndicator,
  ewmaVolatilityIndicator,
  parkinsonIndicator,
  garmanKlassIndicator,
  rogersSatchellIndicator,
  yangZhangIndicator,
  keltnerIndicator,
  natrIndicator,
  starcIndicator,
  trueRangeIndicator,
  ulcerIndicator,
  chaikinVolatilityIndicator,
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
  hurstIndicator,
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
  avgpriceIndicator,
  medpriceIndicator,
  typpriceIndicator,
  wcpriceIndicator,
  heikinAshiIndicator,
  midpointIndicator,
  midpriceIndicator,
  mswIndicator,
  mamaIndicator,
  htDcperiodIndicator,
  htDcphaseIndicator,
  htPhasorIndicator,
  htSineIndicator,
  htTrendlineIndicator,
  htTrendmodeIndicator,
  htlIndicator,
  plainDojiIndicator,
  plainMarubozuIndicator,
  ...singleCandlePatterns,
  ...twoCandlePatterns,
  ...threeCandlePatterns,
  ...soldierPatterns,
  ...starPatterns,
  ...longerPatterns,
  ...hikkakePatterns,
];

const byName: ReadonlyMap<string, Indicator> = new Map(
  indicators.map((indicator) => [indicator.name, indicator]),
);

/** The record of that name, or undefined. Names are lower snake case: `sma`, `plus_di`. */
export function findIndicator(name: string): Indicator | undefined {
  return byName.get(name);
}
