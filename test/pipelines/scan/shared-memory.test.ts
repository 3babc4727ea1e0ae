import { expect, test } from 'vitest';
import { createSharedMemory } from '../../../pipelines/scan/shared-memory.js';

test('what is taken is zero, starts on a multiple of 8 and is nobody else’s', () => {
  const memory = createSharedMemory();
  const taken = [1, 8, 13, 70 << 20, 3].map((size) => memory.take(size));
  for (const bytes of taken) {
    expect(bytes.byteOffset % 8).toBe(0);
    expect(bytes[0]).toBe(0);
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  }
  const shorts = taken.filter(({ length }) => length < 100);
  shorts.forEach((bytes, k) => bytes.fill(k + 1));
  expect(shorts.map((bytes) => new Set(bytes))).toEqual([1, 2, 3, 4].map((value) => new Set([value])));
  expect(taken.map(({ length }) => length)).toEqual([1, 8, 13, 70 << 20, 3]);
});
