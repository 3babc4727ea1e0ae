export { namedExpressions } from './named-expressions.js';
export type { RatingFamily } from './rating.js';
export { RATING_LOOKBACK, rating, ratingExpressions } from './rating.js';
export type { Regime } from './regime.js';
export { REGIME_LOOKBACK, regimeExpressions, regimesOf, regimeWords } from './regime.js';
