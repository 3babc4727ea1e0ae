import { isoDate } from '../../models/bars/index.js';
import type { FigureUnit } from '../../models/statistics/index.js';

/** A figure as a person reads it: fractions as percent, dates as dates, times with their unit, `-` where it cannot be known. */
export function figureText(unit: FigureUnit, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '-';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  switch (unit) {
    case 'fraction':
      return `${(100 * value).toFixed(2)} %`;
    case 'date':
      return isoDate(value);
    case 'cash':
      return counted(value, 2);
    case 'count':
      return counted(value, 1);
    case 'bars':
    case 'days':
      return `${counted(value, 1)} ${unit}`;
    case 'years':
    case 'ratio':
      return value.toFixed(3);
  }
}

/** Whole numbers as they are, others with so many decimals. */
function counted(value: number, decimals: number): string {
  const digits = Number.isInteger(value) ? 0 : decimals;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
