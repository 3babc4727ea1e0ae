import type { FeatureUnit } from '../models/features/index.js';
import { compact, fixed, percent } from './number-format.js';

/** A feature's value as its unit is read: fractions as percent, indexes with one decimal. */
export function featureText(value: number | null, unit: string): string {
  switch (unit as FeatureUnit) {
    case 'fraction':
      return percent(value, 1);
    case 'index':
      return fixed(value, 1);
    case 'dollars':
    case 'ratio':
    case 'standard deviations':
    case 'bars':
      return compact(value);
    default:
      return compact(value);
  }
}

/** The unit as a table header writes it. */
export function unitText(unit: string): string {
  return unit === 'fraction' ? '%' : unit === 'dollars' ? '$' : unit === 'standard deviations' ? 'sd' : unit;
}
