import type { Indicator } from '../indicator.js';
import { apoIndicator } from './apo.js';
import { accelerationIndicator, awesomeIndicator } from './awesome.js';
import { bopIndicator, imiIndicator, qstickIndicator } from './bop.js';
import { cciIndicator } from './cci.js';
import {
  pmoIndicator,
  rocBandsIndicator,
  rocpIndicator,
  rocrIndicator,
  trixIndicator,
  tsiIndicator,
} from './change.js';
import { cmoIndicator } from './cmo.js';
import { connorsRsiIndicator } from './connors-rsi.js';
import { dpoIndicator } from './dpo.js';
import { elderRayIndicator } from './elder-ray.js';
import { fisherIndicator } from './fisher.js';
import { foscIndicator } from './fosc.js';
import { coppockIndicator, kstIndicator } from './kst.js';
import { macdIndicator } from './macd.js';
import { mfiIndicator } from './mfi.js';
import { momentumIndicator } from './momentum.js';
import { ppoIndicator } from './ppo.js';
import { relativeVigorIndicator } from './relative-vigor.js';
import { rocIndicator } from './roc.js';
import { rsiIndicator } from './rsi.js';
import { smiIndicator } from './smi.js';
import { stcIndicator } from './stc.js';
import { stochFastIndicator } from './stoch-fast.js';
import { stochRsiIndicator } from './stoch-rsi.js';
import { stochIndicator } from './stoch.js';
import { ultoscIndicator } from './ultosc.js';
import { willrIndicator } from './willr.js';

/** How fast and how far prices have moved. */
export const momentumIndicators: readonly Indicator[] = [
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
];
