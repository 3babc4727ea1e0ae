import type { Indicator } from '../indicator.js';
import { almaIndicator, sineWeightedIndicator } from './alma.js';
import { decayLinearIndicator } from './decay-linear.js';
import { demaIndicator } from './dema.js';
import { emaIndicator } from './ema.js';
import { envelopeIndicator } from './envelope.js';
import { hmaIndicator } from './hma.js';
import { kamaIndicator } from './kama.js';
import { mcginleyIndicator } from './mcginley.js';
import { smaIndicator } from './sma.js';
import { smmaIndicator } from './smma.js';
import { superSmootherIndicator } from './super-smoother.js';
import { t3Indicator } from './t3.js';
import { temaIndicator } from './tema.js';
import { trimaIndicator } from './trima.js';
import { vidyaIndicator } from './vidya.js';
import { vwmaIndicator } from './vwma.js';
import { wmaIndicator } from './wma.js';
import { zlemaIndicator } from './zlema.js';

/** Averages of a series. */
export const averageIndicators: readonly Indicator[] = [
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
];
