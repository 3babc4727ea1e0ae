export type { Family, Feature, FeatureUnit } from './feature.js';
export { FAMILIES } from './feature.js';
export { features } from './features.js';
