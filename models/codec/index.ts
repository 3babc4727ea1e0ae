export { readBars, writeBars } from './bars-codec.js';
export type { ByteReader } from './byte-reader.js';
export { createByteReader } from './byte-reader.js';
export type { ByteWriter } from './byte-writer.js';
export { createByteWriter } from './byte-writer.js';
export { tickScale } from './tick-scale.js';
export { digestDoubles } from './digest.js';
