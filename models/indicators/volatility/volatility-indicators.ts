import type { Indicator } from '../indicator.js';
import { accelerationBandsIndicator } from './acceleration-bands.js';
import { atrIndicator } from './atr.js';
import { bbandsIndicator } from './bbands.js';
import { donchianIndicator } from './donchian.js';
import {
  ewmaVolatilityIndicator,
  garmanKlassIndicator,
  parkinsonIndicator,
  rogersSatchellIndicator,
  volatilityIndicator,
  yangZhangIndicator,
} from './estimators.js';
import { keltnerIndicator } from './keltner.js';
import { natrIndicator } from './natr.js';
import { starcIndicator } from './starc.js';
import { trueRangeIndicator } from './true-range.js';
import { chaikinVolatilityIndicator, ulcerIndicator } from './ulcer.js';

/** How widely prices swing. */
export const volatilityIndicators: readonly Indicator[] = [
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
];
