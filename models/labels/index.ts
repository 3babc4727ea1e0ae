export { direction } from './direction.js';
export { forwardReturn } from './forward-return.js';
export { groupRelativeReturn, marketRelativeReturn } from './relative-return.js';
export { timeDecay } from './time-decay.js';
export type { TripleBarrier, TripleBarrierOptions } from './triple-barrier.js';
export { tripleBarrier } from './triple-barrier.js';
export { averageUniqueness, horizonEnds } from './uniqueness.js';
export { volatilityScaledReturn } from './volatility-scaled-return.js';
export { wholeSampleBeta } from './whole-sample-beta.js';
