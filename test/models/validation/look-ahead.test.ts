import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { createRandom } from '../../../models/random/index.js';
import {
  type Columns,
  describeLookAhead,
  detectLookAhead,
  detectPanelLookAhead,
} from '../../../models/validation/index.js';

const DAY = 86_400_000;

type SeriesOf = (bars: Bars) => Columns;

function randomBars(length: number, seed: number): Bars {
  const random = createRandom(seed);
  const close = new Float64Array(length);
  let price = 100;
  for (let i = 0; i < length; i++) {
    price *= Math.exp(0.02 * random.normal());
    close[i] = price;
  }
  return {
    time: Float64Array.from({ length }, (_, i) => i * DAY),
    open: close.map((value) => value * 0.999),
    high: close.map((value) => value * 1.01),
    low: close.map((value) => value * 0.99),
    close,
    volume: close.map(() => 1000 + random.integer(1000)),
    interval: '1d',
  };
}

const detect = (compute: SeriesOf, length = 100, seed = 1) =>
  detectLookAhead(compute, randomBars(length, seed), { random: createRandom(seed) });

const lagged = ({ close }: Bars, lag: number) =>
  close.map((_, i) => (i - lag >= 0 && i - lag < close.length ? close[i - lag] : Number.NaN));

describe('detectLookAhead', () => {
  test('finds nothing in what looks back only', () => {
    expect(detect((bars) => ({ close: bars.close, lag: lagged(bars, 3) }))).toEqual([]);
  });

  test("names the column and the first bar of a series that uses tomorrow's close", () => {
    const findings = detect((bars) => ({ fair: bars.close, tomorrow: lagged(bars, -1) }));
    expect(findings.map(({ column, future }) => [column, future])).toEqual([
      ['tomorrow', 'truncated'],
      ['tomorrow', 'perturbed'],
    ]);
    const [first] = findings;
    expect(first.bar).toBe(first.cut);
    expect(first.actual).toBeNaN();
    expect(describeLookAhead(first)).toMatch(/^"tomorrow" looks ahead: its value at bar \d+ \(1970-/);
  });

  test('finds a mean over the whole history at the first bar', () => {
    const findings = detect(({ close }) => {
      const mean = close.reduce((sum, value) => sum + value, 0) / close.length;
      return { z: close.map((value) => value - mean) };
    });
    expect(findings[0]).toMatchObject({ column: 'z', bar: 0, time: 0 });
  });

  test('finds use of the future that survives truncation because it has a fallback', () => {
    const findings = detect(({ close }) => ({
      sly: close.map((value, i) =>
        (close[i + 1] ?? value) > 0 ? value * Math.sign((close[i + 1] ?? 9e9) - value) : 0,
      ),
    }));
    expect(findings.some(({ future }) => future === 'perturbed')).toBe(true);
  });

  test('finds a value that reads only the last bar of all', () => {
    const findings = detect(({ close }) => ({ last: close.map((value) => value / close[close.length - 1]) }));
    expect(findings[0]).toMatchObject({ column: 'last', bar: 0 });
  });

  test('an output shorter than its bars is a difference; an ignored column is none', () => {
    expect(detect(({ close }) => ({ short: close.slice(0, Math.floor(close.length * 0.9)) }))).not.toEqual(
      [],
    );
    const findings = detectLookAhead((bars) => ({ label: lagged(bars, -5) }), randomBars(60, 2), {
      random: createRandom(2),
      ignore: ['label'],
    });
    expect(findings).toEqual([]);
  });

  test('a computation that hands out the same memory each time is still compared', () => {
    const memory = new Float64Array(100);
    const findings = detect(({ close }) => {
      memory.fill(0);
      for (let i = 0; i < close.length; i++) memory[i] = close[i + 1] ?? Number.NaN;
      return { shared: memory };
    });
    expect(findings.length).toBe(2);
  });

  test('any lead is found, any lag is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 50 }), (lag, seed) => {
        const findings = detect((bars) => ({ x: lagged(bars, lag) }), 80, seed);
        expect(findings.length > 0).toBe(lag < 0);
      }),
      { numRuns: 60 },
    );
  });

  test('too few bars, and a column that comes and goes, are errors', () => {
    expect(() => detect(() => ({}), 2)).toThrow('at least 3 bars, had 2');
    const fickle: SeriesOf = ({ close }) => ({ [close.length > 50 ? 'a' : 'b']: close });
    expect(() => detect(fickle)).toThrow('were [a] with all bars and [b] when');
  });
});

describe('detectPanelLookAhead', () => {
  /** Each close against the mean of the panel on its day. */
  const relative = (panel: readonly Bars[], lead: number) => {
    const byTime = new Map<number, number[]>();
    for (const { time, close } of panel) {
      time.forEach((t, i) => byTime.set(t, [...(byTime.get(t) ?? []), close[i]]));
    }
    const mean = (t: number) => {
      const list = byTime.get(t) ?? [];
      return list.reduce((sum, value) => sum + value, 0) / list.length;
    };
    return panel.map(({ time, close }) => ({
      relative: close.map((value, i) => value / mean(time[i] + lead * DAY)),
    }));
  };
  const late = randomBars(40, 3);
  const panel = [randomBars(80, 1), randomBars(80, 2), { ...late, time: late.time.map((t) => t + 40 * DAY) }];
  const options = () => ({ random: createRandom(1) });

  test('finds nothing in a cross-section of the same day, with a symbol listed later', () => {
    expect(detectPanelLookAhead((bars) => relative(bars, 0), panel, options())).toEqual([]);
  });

  test("finds a cross-section that uses the other symbols' tomorrow, and names the symbol", () => {
    const findings = detectPanelLookAhead((bars) => relative(bars, 1), panel, options());
    expect(new Set(findings.map(({ symbolIndex }) => symbolIndex))).toEqual(new Set([0, 1, 2]));
    for (const { bar, cut, time, symbolIndex } of findings) {
      expect(bar).toBe(cut);
      expect(time).toBe(panel[symbolIndex].time[bar]);
    }
  });
});
