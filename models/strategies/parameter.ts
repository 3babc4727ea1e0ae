import type { StrategyParameter } from './strategy.js';

/** A whole number of bars. */
export function barsParameter(
  name: string,
  title: string,
  fallback: number,
  max: number,
  step = 1,
): StrategyParameter {
  return { name, title, default: fallback, min: 1, max, step, integer: true };
}

/** A number within bounds. */
export function numberParameter(
  name: string,
  title: string,
  fallback: number,
  [min, max, step]: readonly [min: number, max: number, step: number],
): StrategyParameter {
  return { name, title, default: fallback, min, max, step, integer: false };
}
