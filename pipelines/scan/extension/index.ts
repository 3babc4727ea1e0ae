export { extendScan } from './extend-scan.js';
export { keepBase } from './keep-base.js';
