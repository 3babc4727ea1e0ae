export { extendScan } from './extend-scan.js';
export { extendedSymbols } from './extended-symbols.js';
export { keepBase } from './keep-base.js';
export { loadBase } from './load-base.js';
