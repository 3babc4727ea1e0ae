export type { Bundle } from './fresh-bundle.mjs';
export type { BundleOptions } from './keep-bundle.js';
export { keepBundle } from './keep-bundle.js';
export { runningBundle } from './running-bundle.js';
export { PROJECT } from './project-root.js';
export type { OwnModule } from './user-module.js';
export { importText, userModule } from './user-module.js';
