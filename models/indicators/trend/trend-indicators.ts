import type { Indicator } from '../indicator.js';
import { adxIndicator, dxIndicator, minusDiIndicator, plusDiIndicator } from './adx.js';
import { adxrIndicator } from './adxr.js';
import { alligatorIndicator, gatorIndicator } from './alligator.js';
import { aroonIndicator } from './aroon.js';
import { chandelierIndicator } from './chandelier.js';
import { choppinessIndicator, massIndexIndicator, vhfIndicator } from './choppiness.js';
import { minusDmIndicator, plusDmIndicator } from './directional-movement.js';
import { fractalIndicator } from './fractal.js';
import { ichimokuIndicator } from './ichimoku.js';
import { psarIndicator } from './psar.js';
import { relativeStrengthIndicator } from './relative-strength.js';
import { rollingPivotsIndicator } from './rolling-pivots.js';
import { supertrendIndicator } from './supertrend.js';
import { vortexIndicator } from './vortex.js';
import { zigzagIndicator } from './zigzag.js';

/** Direction of prices, and how sure it is. */
export const trendIndicators: readonly Indicator[] = [
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
];
