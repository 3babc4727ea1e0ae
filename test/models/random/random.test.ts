import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';

/** xoshiro128** written out with BigInt from Vigna's C source, from the state 1, 2, 3, 4. */
function referenceXoshiro(state: bigint[], count: number): number[] {
  const mask = 0xffffffffn;
  const rotl = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
  const s = [...state];
  return Array.from({ length: count }, () => {
    const result = (rotl((s[1] * 5n) & mask, 7n) * 9n) & mask;
    const t = (s[1] << 9n) & mask;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11n);
    return Number(result);
  });
}

function moments(draw: () => number, n: number) {
  let sum = 0;
  let squares = 0;
  let fourths = 0;
  for (let i = 0; i < n; i++) {
    const x = draw();
    sum += x;
    squares += x * x;
    fourths += x ** 4;
  }
  return { mean: sum / n, square: squares / n, fourth: fourths / n };
}

describe('createRandom', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: number | string) => Array.from({ length: 20 }, createRandom(seed).uniform);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw('7')).not.toEqual(draw(7));
  });

  test('the bits are those of xoshiro128** from the reference source', async () => {
    const { seedState } = await import('../../../models/random/seed-state.js');
    const state = [...seedState('n42')].map(BigInt);
    const random = createRandom(42);
    const drawn = Array.from({ length: 200 }, () => random.integer(2 ** 32));
    expect(drawn).toEqual(referenceXoshiro(state, 200));
  });

  test('a stream does not depend on how much was drawn before', () => {
    const fresh = createRandom(1);
    const used = createRandom(1);
    for (let i = 0; i < 17; i++) used.normal();
    expect(used.stream('market').uniform()).toBe(fresh.stream('market').uniform());
    expect(fresh.stream('market').uniform()).not.toBe(fresh.stream('sector').uniform());
    expect(fresh.stream('a').stream('b').uniform()).not.toBe(fresh.stream('a/"b"').uniform());
    expect(fresh.stream(1).uniform()).not.toBe(fresh.stream('1').uniform());
  });

  test('uniforms have mean 1/2 and second moment 1/3', () => {
    const { mean, square } = moments(createRandom(3).uniform, 200_000);
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 200_000));
    expect(Math.abs(square - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / 200_000));
  });

  test('normals have mean 0, variance 1 and fourth moment 3', () => {
    const { mean, square, fourth } = moments(createRandom(4).normal, 200_000);
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(200_000));
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 200_000));
    expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / 200_000));
  });

  test("Student's t with 8 degrees has variance 8/6, exponentials mean 1", () => {
    const random = createRandom(5);
    expect(moments(() => random.studentT(8), 200_000).square).toBeCloseTo(8 / 6, 1);
    expect(moments(random.exponential, 200_000).mean).toBeCloseTo(1, 2);
  });

  test('integers fall evenly into every class', () => {
    const random = createRandom(6);
    const counts = new Int32Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.5);
  });

  test('a permutation holds every index once and every order of three is as likely', () => {
    const random = createRandom(8);
    expect([...random.permutation(50)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.permutation(3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('a seed that is not finite, an empty range and no degrees of freedom are errors', () => {
    expect(() => createRandom(Number.NaN)).toThrow('finite number');
    expect(() => createRandom(1).integer(0)).toThrow('n must be an integer from 1');
    expect(() => createRandom(1).studentT(0)).toThrow('above 0');
  });
});
