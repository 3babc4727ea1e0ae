/** What a feature is about; the rating weighs one signal per family. */
export const FAMILIES = [
  'trend',
  'momentum',
  'volume',
  'volatility',
  'oscillator',
  'breakout',
  'relative_strength',
] as const;
export type Family = (typeof FAMILIES)[number];

/** How a value is to be read and displayed. Fractions are fractions; percent exists only in display. */
export type FeatureUnit = 'fraction' | 'ratio' | 'index' | 'standard deviations' | 'bars' | 'dollars';

/**
 * A named expression, known at the close of its bar. Features are scale-free, so that one model can read
 * them across symbols and years; only `price` and `dollar_volume_20` carry dollars, for filters.
 */
export interface Feature {
  readonly name: string;
  readonly title: string;
  readonly family: Family;
  readonly unit: FeatureUnit;
  readonly expression: string;
}
