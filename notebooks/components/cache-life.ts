import { compact } from './number-format.js';

const HOUR_MS = 3_600_000;

/** A time to live in words: `6 hours`, `30 days`. */
export function lifeWords(ms: number): string {
  const [value, unit] = ms < 48 * HOUR_MS ? [ms / HOUR_MS, 'hour'] : [ms / (24 * HOUR_MS), 'day'];
  return `${Number.isInteger(value) ? value : compact(value)} ${unit}${value === 1 ? '' : 's'}`;
}
