import { reversionStrategies } from './reversion.js';
import { rotationStrategies } from './rotation.js';
import { straddleBreakout } from './straddle-breakout.js';
import type { Strategy } from './strategy.js';
import { trendStrategies } from './trend.js';

/** The ready-made strategies, in the order they are listed. */
export const strategies: readonly Strategy[] = [
  ...trendStrategies,
  ...reversionStrategies,
  straddleBreakout,
  ...rotationStrategies,
];

/**
 * The strategy of that name.
 * @throws Error listing the names there are.
 */
export function findStrategy(name: string): Strategy {
  const found = strategies.find((strategy) => strategy.name === name);
  if (found !== undefined) return found;
  throw new Error(`unknown strategy "${name}"; there are ${strategies.map((s) => s.name).join(', ')}`);
}
