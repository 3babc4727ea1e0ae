import type { Indicator } from './indicator.js';
import { averageIndicators } from './average/average-indicators.js';
import { cycleIndicators } from './cycle/cycle-indicators.js';
import { momentumIndicators } from './momentum/momentum-indicators.js';
import { patternIndicators } from './pattern/pattern-indicators.js';
import { priceIndicators } from './price/price-indicators.js';
import { statisticsIndicators } from './statistics/statistics-indicators.js';
import { trendIndicators } from './trend/trend-indicators.js';
import { volatilityIndicators } from './volatility/volatility-indicators.js';
import { volumeIndicators } from './volume/volume-indicators.js';

/** Every indicator, group by group. Names are unique. */
export const indicators: readonly Indicator[] = [
  ...averageIndicators,
  ...momentumIndicators,
  ...trendIndicators,
  ...volatilityIndicators,
  ...volumeIndicators,
  ...statisticsIndicators,
  ...priceIndicators,
  ...cycleIndicators,
  ...patternIndicators,
];

const byName: ReadonlyMap<string, Indicator> = new Map(
  indicators.map((indicator) => [indicator.name, indicator]),
);

/** The record of that name, or undefined. Names are lower snake case: `sma`, `plus_di`. */
export function findIndicator(name: string): Indicator | undefined {
  return byName.get(name);
}
