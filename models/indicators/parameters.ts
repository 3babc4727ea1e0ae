import type { IndicatorParameter } from './indicator.js';

/** A whole number of bars. */
export function bars(defaultBars: number, name = 'period', min = 1, max = 10_000): IndicatorParameter {
  return { name, default: defaultBars, min, max, integer: true };
}

/** A real number within bounds. */
export function real(name: string, defaultValue: number, min: number, max: number): IndicatorParameter {
  return { name, default: defaultValue, min, max, integer: false };
}
