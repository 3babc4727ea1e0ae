import {
  type ChecksumExports,
  checksumModule,
  INPUT_AT,
  LANES,
  LANES_AT,
  MULTIPLIER,
  ROTATION,
} from './checksum-module.js';

const ROW_BYTES = 4 * LANES;
/** Copied into the module's memory at a time: what stays in the nearest cache of the processor. */
const BLOCK_BYTES = 64 * 1024;

const { memory, mix } = new WebAssembly.Instance(new WebAssembly.Module(checksumModule()))
  .exports as unknown as ChecksumExports;
/** Scratch: written anew by every call before it is read. */
const lanes = new Uint32Array(memory.buffer, LANES_AT, LANES);
const input = new Uint8Array(memory.buffer, INPUT_AT, BLOCK_BYTES);
const firstLanes = Uint32Array.from({ length: LANES }, (_, lane) => lane + 1);

/**
 * 32 bits over the bytes from `start` on, a quarter of the cost of CRC-32. A change within any four aligned bytes is
 * always found, any other with odds of 1 in 2³² to be missed. The bytes are read as little-endian words in rows of
 * 32, the last row filled up with zeros; word j of each row enters lane j, which began as j + 1, by
 * lane = (rotl(lane, 13) xor word) × 0x9e3779b1 modulo 2³². The number of bytes takes the lanes in, one after
 * another, by the same rule.
 */
export function checksum(bytes: Uint8Array, start: number): number {
  lanes.set(firstLanes);
  for (let at = start; at < bytes.length; at += BLOCK_BYTES) {
    const block = bytes.subarray(at, at + BLOCK_BYTES);
    const end = Math.ceil(block.length / ROW_BYTES) * ROW_BYTES;
    input.set(block);
    input.fill(0, block.length, end);
    mix(INPUT_AT + end);
  }
  let sum = bytes.length - start;
  for (let lane = 0; lane < LANES; lane++) {
    sum = Math.imul(((sum << ROTATION) | (sum >>> (32 - ROTATION))) ^ lanes[lane], MULTIPLIER);
  }
  return sum >>> 0;
}
