import type { Indicator } from '../indicator.js';
import {
  htDcperiodIndicator,
  htDcphaseIndicator,
  htPhasorIndicator,
  htSineIndicator,
  htTrendlineIndicator,
} from './hilbert-indicators.js';
import { htlIndicator } from './early-trendline.js';
import { mamaIndicator } from './mama.js';
import { mswIndicator } from './msw.js';
import { htTrendmodeIndicator } from './trend-mode.js';

/** Cycles and their phase. */
export const cycleIndicators: readonly Indicator[] = [
  mswIndicator,
  mamaIndicator,
  htDcperiodIndicator,
  htDcphaseIndicator,
  htPhasorIndicator,
  htSineIndicator,
  htTrendlineIndicator,
  htTrendmodeIndicator,
  htlIndicator,
];
