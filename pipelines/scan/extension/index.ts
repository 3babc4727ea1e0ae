export type { ExtendedScan } from './extend-scan.js';
export { extendScan } from './extend-scan.js';
export { extendedSymbols } from './extended-symbols.js';
export { keepBase } from './keep-base.js';
export type { LoadedBase, NoBase } from './load-base.js';
export { loadBase } from './load-base.js';
