import { seedState } from './seed-state.js';

/**
 * A seeded source of random numbers. The same seed and the same calls give the same numbers in every
 * engine; nothing else does, so a run that states its seed can be repeated to the last bit.
 */
export interface Random {
  /** Uniform on [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal, mean 0 and variance 1. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Student's t with `degrees` > 0 degrees of freedom (not scaled to unit variance). */
  studentT(degrees: number): number;
  /** Uniform on the integers 0 … n − 1, without modulo bias. `n` must be in 1 … 2^32. */
  integer(n: number): number;
  /** Permutes an array in place, every order equally likely (Fisher–Yates), and returns it. */
  shuffle<T extends Shuffled>(values: T): T;
  /** The integers 0 … n − 1 in random order. */
  permutation(n: number): Int32Array;
  /**
   * A generator of its own, fixed by this generator's seed and the name alone. How many numbers were
   * drawn before does not matter, so parts of a program do not disturb each other, and the work can be
   * spread over any number of workers.
   */
  stream(name: string | number): Random;
}

/** What `shuffle` accepts: an array of anything, or a typed array. */
export type Shuffled = unknown[] | Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

const TWO_POW_32 = 4_294_967_296;
const TWO_POW_MINUS_53 = 1 / 9_007_199_254_740_992;

/**
 * A generator from a seed: any finite number or any text.
 *
 * Bits: xoshiro128** 1.1 (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators",
 * ACM Trans. Math. Software 47(4); https://prng.di.unimi.it/xoshiro128starstar.c), period 2^128 − 1.
 * Normals: the polar method (Marsaglia & Bray 1964, SIAM Review 6), which yields pairs; the second is
 * kept for the next call. Student's t: Bailey (1994), Mathematics of Computation 62, also polar.
 * @throws when a numeric seed is not finite.
 */
export function createRandom(seed: number | string): Random {
  if (typeof seed === 'number' && !Number.isFinite(seed)) {
    throw new Error(`createRandom: a seed must be a finite number or text, was ${seed}`);
  }
  return generator(typeof seed === 'number' ? `n${seed}` : `s${seed}`);
}

function generator(path: string): Random {
  const s = seedState(path);
  let spare = 0;
  let hasSpare = false;

  /** One xoshiro128** step: 32 random bits as an unsigned number. */
  function bits(): number {
    const s1 = s[1];
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const s2 = s[2] ^ s[0];
    const s3 = s[3] ^ s1;
    s[1] = s1 ^ s2;
    s[0] ^= s3;
    s[2] = s2 ^ (s1 << 9);
    s[3] = (s3 << 11) | (s3 >>> 21);
    return result >>> 0;
  }

  function uniform(): number {
    const high = bits() >>> 5;
    const low = bits() >>> 6;
    return (high * 67_108_864 + low) * TWO_POW_MINUS_53;
  }

  function normal(): number {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    let u = 0;
    let v = 0;
    let squared = 0;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      squared = u * u + v * v;
    } while (squared >= 1 || squared === 0);
    const scale = Math.sqrt((-2 * Math.log(squared)) / squared);
    spare = v * scale;
    hasSpare = true;
    return u * scale;
  }

  function exponential(): number {
    return -Math.log(1 - uniform());
  }

  function studentT(degrees: number): number {
    if (!(degrees > 0)) throw new Error(`studentT: degrees of freedom must be above 0, was ${degrees}`);
    let u = 0;
    let squared = 0;
    do {
      u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      squared = u * u + v * v;
    } while (squared >= 1 || squared === 0);
    return u * Math.sqrt((degrees * (squared ** (-2 / degrees) - 1)) / squared);
  }

  function integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > TWO_POW_32) {
      throw new Error(`integer: n must be an integer from 1 to 2^32, was ${n}`);
    }
    const accepted = TWO_POW_32 - (TWO_POW_32 % n);
    let draw = bits();
    while (draw >= accepted) draw = bits();
    return draw % n;
  }

  function shuffle<T extends Shuffled>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
    return values;
  }

  function permutation(n: number): Int32Array {
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    return shuffle(order);
  }

  const stream = (name: string | number) => generator(`${path}/${JSON.stringify(name)}`);

  return { uniform, normal, exponential, studentT, integer, shuffle, permutation, stream };
}
