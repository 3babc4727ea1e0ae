import type { FeatureUnit } from '../models/features/index.js';
import { compact, fixed, percent } from './number-format.js';

const SMALL_FRACTION = 0.01;

/** A feature's value as its unit is read: fractions as percent, indexes with one decimal. */
export function featureText(value: number | null, unit: string): string {
  switch (unit as FeatureUnit) {
    case 'fraction':
      // A small one, as a slope a bar, would be nothing but zeros.
      return percent(value, Math.abs(value ?? 1) < SMALL_FRACTION ? 2 : 1);
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

const UNITS: Partial<Record<FeatureUnit, string>> = {
  fraction: '%',
  dollars: '$',
  'standard deviations': 'sd',
  index: '',
};

/** The unit as a table writes it; an index has none. */
export function unitText(unit: string): string {
  return UNITS[unit as FeatureUnit] ?? unit;
}
