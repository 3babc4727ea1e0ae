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
import { cciIndicator } from './momentum/cci.js';
import { macdIndicator } from './momentum/macd.js';
import { mfiIndicator } from './momentum/mfi.js';
import { momentumIndicator } from './momentum/momentum.js';
import { rocIndicator } from './momentum/roc.js';
import { rsiIndicator } from './momentum/rsi.js';
import { stochFastIndicator } from './momentum/stoch-fast.js';
import { stochIndicator } from './momentum/stoch.js';
import { willrIndicator } from './momentum/willr.js';
import { highestIndicator } from './statistics/highest.js';
import { lowestIndicator } from './statistics/lowest.js';
import { stdevIndicator, varianceIndicator } from './statistics/stdev.js';
import { sumIndicator } from './statistics/sum.js';
import { adxIndicator, dxIndicator, minusDiIndicator, plusDiIndicator } from './trend/adx.js';
import { adxrIndicator } from './trend/adxr.js';
import { atrIndicator } from './volatility/atr.js';
import { bbandsIndicator } from './volatility/bbands.js';
import { donchianIndicator } from './volatility/donchian.js';
import { keltnerIndicator } from './volatility/keltner.js';
import { natrIndicator } from './volatility/natr.js';
import { trueRangeIndicator } from './volatility/true-range.js';
import { adlIndicator } from './volume/adl.js';
import { obvIndicator } from './volume/obv.js';

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
  cciIndicator,
  macdIndicator,
  mfiIndicator,
  momentumIndicator,
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
  obvIndicator,
  highestIndicator,
  lowestIndicator,
  varianceIndicator,
  stdevIndicator,
  sumIndicator,
];

const byName: ReadonlyMap<string, Indicator> = new Map(
  indicators.map((indicator) => [indicator.name, indicator]),
);

/** The record of that name, or undefined. Names are lower snake case: `sma`, `plus_di`. */
export function findIndicator(name: string): Indicator | undefined {
  return byName.get(name);
}
