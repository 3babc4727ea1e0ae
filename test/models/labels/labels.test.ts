import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averageUniqueness,
  direction,
  forwardReturn,
  groupRelativeReturn,
  horizonEnds,
  marketRelativeReturn,
  timeDecay,
  tripleBarrier,
  volatilityScaledReturn,
  wholeSampleBeta,
} from '../../../models/labels/index.js';

const nan = Number.NaN;

describe('relative returns', () => {
  it('take the market away bar by bar', () => {
    expect([...marketRelativeReturn(Float64Array.of(0.5, 0.25, nan), Float64Array.of(0.25, nan, 0))]).toEqual(
      [0.25, nan, nan],
    );
  });

  it('take the mean of the sector on the date away, and need a second row to compare with', () => {
    const forward = Float64Array.of(1, 3, 10, 5, 2);
    const session = Int32Array.of(0, 0, 0, 1, 1);
    const group = Int32Array.of(0, 0, 1, 0, -1);
    expect([...groupRelativeReturn(forward, session, group)]).toEqual([-1, 1, nan, nan, nan]);
  });
});

describe('direction', () => {
  it('is 1 above the threshold, 0 at or below it, unknown when unknown', () => {
    expect([...direction(Float64Array.of(0.1, 0, -0.1, nan))]).toEqual([1, 0, 0, nan]);
  });
});

describe('volatilityScaledReturn', () => {
  it('is 1 for a move of one deviation over the horizon', () => {
    const scaled = volatilityScaledReturn(Float64Array.of(0.02, 0.02), Float64Array.of(0.01, 0), 4);
    expect([...scaled]).toEqual([1, nan]);
  });
});

describe('tripleBarrier', () => {
  const tenth = (n: number) => new Float64Array(n).fill(0.1);

  it('names the barrier that a close reaches first', () => {
    const up = tripleBarrier(Float64Array.of(100, 105, 111, 80), tenth(4), {
      horizon: 3,
      profit: 1,
      loss: 1,
    });
    expect([up.label[0], up.touched[0]]).toEqual([1, 2]);
    expect(up.forwardReturn[0]).toBeCloseTo(0.11, 12);
    const down = tripleBarrier(Float64Array.of(100, 89, 120), tenth(3), { horizon: 2, profit: 1, loss: 1 });
    expect([down.label[0], down.touched[0]]).toEqual([-1, 1]);
  });

  it('is 0 when the horizon ends between the barriers, and unknown until it does', () => {
    const quiet = tripleBarrier(Float64Array.of(100, 101, 102, 101), tenth(4), {
      horizon: 2,
      profit: 1,
      loss: 1,
    });
    expect([...quiet.label]).toEqual([0, 0, nan, nan]);
    expect([...quiet.touched]).toEqual([2, 3, -1, -1]);
  });

  it('can go without a barrier', () => {
    const options = { horizon: 2, profit: Infinity, loss: 1 };
    expect(tripleBarrier(Float64Array.of(100, 300, 100), tenth(3), options).label[0]).toBe(0);
  });

  it('does not change when bars after the end of a case do', () => {
    const prices = fc.array(fc.double({ min: 50, max: 200, noNaN: true }), { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(prices, (values) => {
        const close = Float64Array.from(values);
        const options = { horizon: 3, profit: 2, loss: 1 };
        const whole = tripleBarrier(close, tenth(close.length), options);
        const cut = close.length - 5;
        const part = tripleBarrier(close.slice(0, cut), tenth(cut), options);
        for (let i = 0; i < cut; i++) {
          if (whole.touched[i] < cut && whole.touched[i] >= 0) expect(part.label[i]).toBe(whole.label[i]);
          else expect(part.label[i]).toBeNaN();
        }
      }),
    );
  });
});

describe('averageUniqueness', () => {
  it('is the mean of one over the number of cases that look at each bar', () => {
    // Case 0 looks at bars 1-2, case 1 at 2-3: bar 2 is shared. Case 3 looks at 4 alone.
    const ends = Int32Array.of(2, 3, -1, 4, -1);
    expect([...averageUniqueness(ends)]).toEqual([(1 + 0.5) / 2, (0.5 + 1) / 2, 0, 1, 0]);
  });

  it('adds up, over cases and bars, to the number of bars looked at', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 40 }), (spans) => {
        const ends = Int32Array.from(spans, (span, i) =>
          span === 0 ? -1 : Math.min(i + span, spans.length - 1),
        );
        const uniqueness = averageUniqueness(ends);
        const seen = new Set<number>();
        let sum = 0;
        for (const [i, end] of ends.entries()) {
          for (let j = i + 1; j <= end; j++) seen.add(j);
          if (end > i) sum += uniqueness[i] * (end - i);
        }
        expect(sum).toBeCloseTo(seen.size, 9);
      }),
    );
  });

  it('of overlapping h-bar returns is about 1 / h', () => {
    const close = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    const uniqueness = averageUniqueness(horizonEnds(forwardReturn(close, 5), 5));
    expect(uniqueness[50]).toBeCloseTo(0.2, 12);
    expect(uniqueness[99]).toBe(0);
  });
});

describe('timeDecay', () => {
  it('halves with each half-life of age', () => {
    expect([...timeDecay(Int32Array.of(0, 10, 20), 10)]).toEqual([0.25, 0.5, 1]);
    expect([...timeDecay(Int32Array.of(0, 20), Infinity)]).toEqual([1, 1]);
  });
});

describe('wholeSampleBeta', () => {
  it('is the multiple of the benchmark return that a symbol returns', () => {
    const market = [100];
    const own = [50];
    for (let i = 0; i < 40; i++) {
      const move = (i % 5) / 100 - 0.02;
      market.push(market[i] * (1 + move));
      own.push(own[i] * (1 + 0.001 + 1.5 * move));
    }
    expect(wholeSampleBeta(Float64Array.from(own), Float64Array.from(market))).toBeCloseTo(1.5, 10);
  });

  it('is unknown with too few bars or a flat benchmark', () => {
    expect(wholeSampleBeta(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3))).toBeNaN();
    const flat = new Float64Array(50).fill(1);
    expect(
      wholeSampleBeta(
        Float64Array.from(flat, (_, i) => i + 1),
        flat,
      ),
    ).toBeNaN();
  });
});
