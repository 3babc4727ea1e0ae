import type { Indicator } from '../indicator.js';
import { avgpriceIndicator, medpriceIndicator, typpriceIndicator, wcpriceIndicator } from './bar-price.js';
import { heikinAshiIndicator } from './heikin-ashi.js';
import { midpointIndicator, midpriceIndicator } from './midpoint.js';

/** One price for a bar or a window. */
export const priceIndicators: readonly Indicator[] = [
  avgpriceIndicator,
  medpriceIndicator,
  typpriceIndicator,
  wcpriceIndicator,
  heikinAshiIndicator,
  midpointIndicator,
  midpriceIndicator,
];
