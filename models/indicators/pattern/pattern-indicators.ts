import type { Indicator } from '../indicator.js';
import { hikkakePatterns } from './hikkake.js';
import { longerPatterns } from './longer-patterns.js';
import { plainDojiIndicator, plainMarubozuIndicator } from './plain-candle.js';
import { singleCandlePatterns } from './single-candle.js';
import { soldierPatterns } from './soldier-patterns.js';
import { starPatterns } from './star-patterns.js';
import { threeCandlePatterns } from './three-candles.js';
import { nestedPatterns } from './nested-patterns.js';
import { reopeningPatterns } from './reopening-patterns.js';
import { twoCandlePatterns } from './two-candles.js';
import { umbrellaPatterns } from './umbrella-patterns.js';

/** Candlestick patterns. */
export const patternIndicators: readonly Indicator[] = [
  plainDojiIndicator,
  plainMarubozuIndicator,
  ...singleCandlePatterns,
  ...twoCandlePatterns,
  ...umbrellaPatterns,
  ...nestedPatterns,
  ...reopeningPatterns,
  ...threeCandlePatterns,
  ...soldierPatterns,
  ...starPatterns,
  ...longerPatterns,
  ...hikkakePatterns,
];
