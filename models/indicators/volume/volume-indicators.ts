import type { Indicator } from '../indicator.js';
import { adlIndicator } from './adl.js';
import { chaikinOscIndicator } from './chaikin-osc.js';
import { cmfIndicator } from './cmf.js';
import { emvIndicator } from './emv.js';
import { forceIndexIndicator } from './force-index.js';
import { kvoIndicator } from './kvo.js';
import { marketfiIndicator } from './marketfi.js';
import { obvIndicator } from './obv.js';
import { pvoIndicator } from './pvo.js';
import { pvtIndicator } from './pvt.js';
import { nviIndicator, pviIndicator } from './volume-index.js';
import { voscIndicator } from './vosc.js';
import { cumulativeVwapIndicator, vwapIndicator } from './vwap.js';
import { wadIndicator } from './wad.js';

/** What volume says about prices. */
export const volumeIndicators: readonly Indicator[] = [
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
];
