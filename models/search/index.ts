export { gridPoints } from './grid.js';
export type { Trial } from './model-search.js';
export { proposePoints } from './model-search.js';
export { latinHypercube, randomPoints } from './sampling.js';
export type { SearchParameter, SearchPoint, SearchSpace } from './search-space.js';
export { pointKey } from './search-space.js';
