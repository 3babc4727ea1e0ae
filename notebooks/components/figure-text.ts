import { isoDate } from '../models/bars/index.js';
import type { Figure } from '../models/statistics/index.js';
import { count, fixed, percent, UNKNOWN } from './number-format.js';

/** A figure as its unit is read. */
export function figureText(figure: Pick<Figure, 'unit'>, value: number): string {
  if (!Number.isFinite(value)) return value === Number.POSITIVE_INFINITY ? '\u221e' : UNKNOWN;
  switch (figure.unit) {
    case 'fraction':
      return percent(value, 2);
    case 'date':
      return isoDate(value);
    case 'count':
    case 'bars':
    case 'days':
    case 'cash':
      return Number.isInteger(value) ? count(value) : fixed(value, 1);
    case 'ratio':
    case 'years':
      return fixed(value, 2);
    default:
      return fixed(value, 2);
  }
}
