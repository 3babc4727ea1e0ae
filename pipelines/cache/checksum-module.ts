/** Where a module keeps the lanes between calls, and where its input begins. Bytes. */
export const LANES_AT = 0;
export const INPUT_AT = 128;
/** Lanes of 32 bits; a row of input has one word for each. */
export const LANES = 32;
export const ROTATION = 13;
/** 2³² divided by the golden ratio, odd (Knuth, The Art of Computer Programming 3, section 6.4). */
export const MULTIPLIER = 0x9e37_79b1;

/** What the module of `checksumModule` exports. */
export interface ChecksumExports {
  readonly memory: WebAssembly.Memory;
  /** Takes the rows from byte `INPUT_AT` up to byte `end` of the memory into the lanes. There must be one at least. */
  mix(end: number): void;
}

const VECTORS = LANES / 4;
const PAGES = 2;
/** "\0asm", version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const I32 = 0x7f;
const V128 = 0x7b;
const SIMD = 0xfd;
const EMPTY = 0x40;
/** Locals of `mix`: its parameter, the address of the row, the multiplier in each lane, then the lanes. */
const END = 0;
const ROW = 1;
const FACTOR = 2;
const FIRST_LANES = 3;

/**
 * A WebAssembly module of some 400 bytes that updates 32 lanes of 32 bits, four to a vector:
 * lane = (rotl(lane, 13) xor word) × multiplier, modulo 2³². Written out here, since the build has no assembler;
 * opcodes: WebAssembly Core Specification 2.0, section 5.4.
 */
export function checksumModule(): Uint8Array<ArrayBuffer> {
  const type = [0x60, ...vector([[I32]]), ...vector([])];
  const exports = [
    [...name('memory'), 2, 0],
    [...name('mix'), 0, 0],
  ];
  const locals = vector([
    [1, I32],
    [VECTORS + 1, V128],
  ]);
  const code = sized([...locals, ...mixBody()]);
  return Uint8Array.from([
    ...HEADER,
    ...section(1, [type]),
    ...section(3, [[0]]),
    ...section(5, [[0, PAGES]]),
    ...section(7, exports),
    ...section(10, [code]),
  ]);
}

function mixBody(): number[] {
  const each = Array.from({ length: VECTORS }, (_, v) => v);
  const lanes = (v: number) => FIRST_LANES + v;
  const steps = [
    [...constant(MULTIPLIER | 0), ...simd(17), ...set(FACTOR)],
    [...constant(INPUT_AT), ...set(ROW)],
    ...each.map((v) => [...constant(LANES_AT), ...load(16 * v), ...set(lanes(v))]),
    [0x03, EMPTY],
    ...each.map((v) => mixVector(lanes(v), 16 * v)),
    // row += 128; again while row < end
    [...get(ROW), ...constant(4 * LANES), 0x6a, ...set(ROW)],
    [...get(ROW), ...get(END), 0x49, 0x0d, 0, 0x0b],
    ...each.map((v) => [...constant(LANES_AT), ...get(lanes(v)), ...simd(11, 0, ...unsigned(16 * v))]),
    [0x0b],
  ];
  return steps.flat();
}

function mixVector(lanes: number, offset: number): number[] {
  const shiftedLeft = [...get(lanes), ...constant(ROTATION), ...simd(171)];
  const shiftedRight = [...get(lanes), ...constant(32 - ROTATION), ...simd(173)];
  const rotated = [...shiftedLeft, ...shiftedRight, ...simd(80)];
  const mixed = [...rotated, ...get(ROW), ...load(offset), ...simd(81)];
  return [...mixed, ...get(FACTOR), ...simd(181), ...set(lanes)];
}

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, ...signed(value)];
const simd = (opcode: number, ...rest: readonly number[]): number[] => [SIMD, ...unsigned(opcode), ...rest];
const load = (offset: number): number[] => simd(0, 0, ...unsigned(offset));
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const name = (text: string): number[] => sized([...new TextEncoder().encode(text)]);
const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const section = (id: number, items: readonly (readonly number[])[]): number[] => [
  id,
  ...sized(vector(items)),
];

/** LEB128, section 5.2.2 of the specification. */
function unsigned(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = rest === ((low & 0x40) === 0 ? 0 : -1);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}
