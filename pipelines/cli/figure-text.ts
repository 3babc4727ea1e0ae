import { isoDate } from '../../models/bars/index.js';
import type { FigureUnit } from '../../models/statistics/index.js';

/** A figure as a person reads it: fractions as percent, dates as dates, `-` where it cannot be known. */
export function figureText(unit: FigureUnit, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '-';
  switch (unit) {
    case 'fraction':
      return `${(100 * value).toFixed(2)} %`;
    case 'date':
      return isoDate(value);
    case 'cash':
      return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
    case 'count':
    case 'bars':
    case 'days':
      return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(1);
    case 'years':
    case 'ratio':
      return value.toFixed(3);
  }
}
