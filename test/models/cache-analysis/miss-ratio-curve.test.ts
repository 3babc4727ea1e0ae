import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type AccessLog,
  missRatioCurve,
  missRatioGrid,
  numberObjects,
  recommendCache,
  shards,
  stackDistances,
  warmingOrder,
} from '../../../models/cache-analysis/index.js';

const logOf = (ids: readonly number[], size: (id: number) => number = () => 1): AccessLog => ({
  object: numberObjects(ids),
  bytes: Float64Array.from(ids, size),
  time: Float64Array.from(ids, (_, i) => i),
  cost: new Float64Array(ids.length).fill(2),
});

/** Plain simulation: newest last; evict from the front until it fits. */
function simulate(log: AccessLog, capacity: number, ttlMs: number): number {
  const held = new Map<number, { bytes: number; storedAt: number }>();
  let misses = 0;
  for (let i = 0; i < log.object.length; i++) {
    const id = log.object[i];
    const found = held.get(id);
    const isHit = found !== undefined && log.time[i] - found.storedAt < ttlMs;
    if (!isHit) misses += 1;
    held.delete(id);
    held.set(id, { bytes: log.bytes[i], storedAt: isHit ? found.storedAt : log.time[i] });
    let total = [...held.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [oldest, { bytes }] of held) {
      if (total <= capacity) break;
      held.delete(oldest);
      total -= bytes;
    }
  }
  return misses / log.object.length;
}

it('stack distances of a b c b a are ∞ ∞ ∞ 2 3', () => {
  const log = logOf([7, 8, 9, 8, 7]);
  expect([...stackDistances(log)]).toEqual([Infinity, Infinity, Infinity, 2, 3]);
  const { missRatio, costMissRatio } = missRatioCurve(log, Float64Array.of(1, 2, 3));
  expect([...missRatio]).toEqual([1, 4 / 5, 3 / 5]);
  expect([...costMissRatio]).toEqual([1, 4 / 5, 3 / 5]);
});

it('the curve is that of a simulated cache, for sizes, lives and any sequence', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(12), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (ids, capacity, ttlMs) => {
        const log = logOf(ids, (id) => 1 + (id % 5));
        const { missRatio } = missRatioCurve(log, Float64Array.of(capacity), ttlMs);
        expect(missRatio[0]).toBeCloseTo(simulate(log, capacity, ttlMs), 12);
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

it('every cell of a grid of sizes and lives is that of a simulated cache', () => {
  const log = logOf([1, 2, 3, 1, 4, 2, 1, 5, 3, 2, 1, 1, 4, 2, 3, 5, 1, 2], (id) => 2 * id);
  const sizes = Float64Array.of(3, 8, 14, 40);
  const lives = Float64Array.of(2, 5, 9, 100);
  const { curves } = missRatioGrid(log, sizes, lives);
  const simulated = [...lives].map((ttl) => [...sizes].map((size) => simulate(log, size, ttl)));
  expect(curves.map(({ missRatio }) => [...missRatio])).toEqual(simulated);
  expect(new Set(simulated.flat()).size).toBeGreaterThan(4);
});

it('SHARDS at rate 1 is exact, and at 0.2 within 0.05 on a skewed trace', () => {
  let state = 12_345;
  const random = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x7fffffff;
  const log = logOf(Array.from({ length: 30_000 }, () => Math.floor(3000 * random() ** 2)));
  const sizes = Float64Array.from({ length: 15 }, (_, i) => 200 * (i + 1));
  const exact = missRatioCurve(log, sizes);
  expect(shards(log, exact, 1).error).toBeCloseTo(0, 12);
  const sampled = shards(log, exact, 0.2);
  expect(sampled.sampledAccesses).toBeLessThan(9000);
  expect(sampled.error).toBeLessThan(0.05);
  expect(() => shards(log, exact, 0)).toThrow('rate must be above 0');
});

it('a loop over three objects is recommended exactly room for three', () => {
  const log = logOf(Array.from({ length: 60 }, (_, i) => i % 3));
  const found = recommendCache(log, {
    capacityBytes: Float64Array.of(1, 2, 3, 10),
    ttlMs: Float64Array.of(2, 1000),
    present: { capacityBytes: 2, ttlMs: 1000 },
    split: 30,
  });
  expect(found).toEqual({
    capacityBytes: 3,
    ttlMs: 1000,
    presentCost: 60,
    recommendedCost: 0,
    heldOutAccesses: 30,
  });
});

it('warming goes from the likeliest on, of equal ones by what they save per byte, and passes over what nobody will ask', () => {
  const candidate = (id: string, probability: number, costMs: number) => ({
    id,
    probability,
    costMs,
    bytes: 10,
  });
  const all = [candidate('a', 0.2, 5), candidate('b', 0.9, 50), candidate('c', 0.8, 5), candidate('d', 0, 1)];
  expect(warmingOrder(all).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  const small = { ...candidate('e', 0.8, 5), bytes: 5 };
  expect(warmingOrder([...all, small]).map(({ id }) => id)).toEqual(['b', 'e', 'c', 'a']);
});
