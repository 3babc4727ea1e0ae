import type { Indicator } from '../indicator.js';
import {
  argmaxIndicator,
  argminIndicator,
  barsSinceHighestIndicator,
  barsSinceLowestIndicator,
} from './argmax.js';
import { betaIndicator, corrIndicator, covIndicator } from './corr.js';
import { decayIndicator, exponentialDecayIndicator } from './decay.js';
import { deltaIndicator } from './delta.js';
import { meanDeviationIndicator, smaAnalysisIndicator, standardErrorIndicator } from './deviation.js';
import { highestIndicator } from './highest.js';
import { hurstIndicator } from './hurst.js';
import { lowestIndicator } from './lowest.js';
import { productIndicator } from './product.js';
import { medianIndicator, quantileIndicator } from './quantile.js';
import {
  forecastIndicator,
  interceptIndicator,
  linregAngleIndicator,
  linregIndicator,
  rSquaredIndicator,
  slopeIndicator,
  stdevChannelIndicator,
} from './regression.js';
import { kurtosisIndicator, skewIndicator } from './shape.js';
import { stdevIndicator, varianceIndicator } from './stdev.js';
import { sumIndicator } from './sum.js';
import { tsRankIndicator } from './ts-rank.js';
import { zscoreIndicator } from './zscore.js';

/** Statistics of a window. */
export const statisticsIndicators: readonly Indicator[] = [
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
];
