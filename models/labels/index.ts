export { forwardReturn } from './forward-return.js';
