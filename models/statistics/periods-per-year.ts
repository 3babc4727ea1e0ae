import type { Interval } from '../bars/index.js';

const SESSIONS = 252;
const HOURS = 6.5;

/**
 * Bars in a year of US equities, for annualising: 252 sessions of 6½ hours. 24-hour markets and sparse
 * minute bars need their own number.
 */
export function periodsPerYear(interval: Interval): number {
  switch (interval) {
    case '1d':
      return SESSIONS;
    case '1h':
      return SESSIONS * HOURS;
    case '1m':
      return SESSIONS * HOURS * 60;
  }
}
