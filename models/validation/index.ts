export type { CombinatorialFold, CombinatorialFolds } from './k-fold.js';
export { combinatorialPurgedFolds, purgedKFold } from './k-fold.js';
export type { Fold, PurgeOptions, SessionRange } from './purge.js';
export { purgedTraining } from './purge.js';
export type { WalkForwardOptions, WalkForwardWindow } from './walk-forward.js';
export { walkForward } from './walk-forward.js';
