import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBreaker } from '../../../pipelines/cache/breaker.js';

const limits = { retryAfterMs: 10_000, graceMs: 100 };
const TIMEOUT_MS = 200;

/** What a run meets: it computes for a while, then asks the store, which answers late, saves something, or fails. */
const step = fc.record({
  computedMs: fc.double({ min: 0, max: 500, noNaN: true }),
  lateMs: fc.double({ min: 0, max: TIMEOUT_MS, noNaN: true }),
  savedMs: fc.constantFrom(0, 0, 0, 5),
  outcome: fc.constantFrom('late', 'late', 'timeout', 'cut'),
});

describe('the circuit breaker', () => {
  it('never lets a store cost a tenth of the run, beyond its grace and one timeout, whatever the store does', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 400 }), (steps) => {
        let time = 0;
        const breaker = createBreaker({ ...limits, clock: () => time });
        let lost = 0;
        let saved = 0;
        for (const { computedMs, lateMs, savedMs, outcome } of steps) {
          time += computedMs;
          if (!breaker.isClosed()) continue;
          const tookMs =
            outcome === 'timeout' ? TIMEOUT_MS : outcome === 'cut' ? Math.min(lateMs, 5) : lateMs;
          time += tookMs;
          lost += tookMs;
          if (outcome === 'late') {
            saved += savedMs;
            breaker.spared(savedMs);
            breaker.answered(tookMs);
          } else breaker.failed(tookMs, outcome === 'cut');
          const hadWithout = time - lost + saved;
          expect(lost - saved).toBeLessThanOrEqual(0.1 * hadWithout + 100 + TIMEOUT_MS);
        }
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  it('says that a store is too slow when it opens for that, and not for a single late answer', () => {
    let told = 0;
    const breaker = createBreaker({ ...limits, clock: () => 0, onTooSlow: () => (told += 1) });
    breaker.answered(90);
    expect([breaker.isClosed(), told]).toEqual([true, 0]);
    breaker.answered(20);
    expect([breaker.isClosed(), told]).toEqual([false, 1]);
  });

  it('stays closed for a slow store that saves more than it costs', () => {
    const breaker = createBreaker({ ...limits, clock: () => 0 });
    for (let i = 0; i < 100; i++) {
      breaker.spared(60);
      breaker.answered(50);
    }
    expect(breaker.isClosed()).toBe(true);
  });

  it('tries a cut connection again after 50 ms, then after twice as long each time', () => {
    let time = 0;
    const breaker = createBreaker({ ...limits, clock: () => time });
    for (const pauseMs of [50, 100, 200]) {
      breaker.failed(0, true);
      time += pauseMs - 1;
      expect(breaker.isClosed()).toBe(false);
      time += 1;
      expect(breaker.isClosed()).toBe(true);
    }
  });
});
