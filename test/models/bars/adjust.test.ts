import { describe, expect, test } from 'vitest';
import { adjustBars, type Bars } from '../../../models/bars/index.js';

const DAY = 86_400_000;

function barsOf(close: number[]): Bars {
  const column = Float64Array.from(close);
  const time = Float64Array.from(close, (_, i) => i * DAY);
  const volume = new Float64Array(close.length).fill(1000);
  return { time, open: column, high: column, low: column, close: column, volume, interval: '1d' };
}

describe('adjustBars', () => {
  test('a 4:1 split divides earlier prices by four and multiplies earlier volume by four', () => {
    const bars = adjustBars(
      barsOf([400, 404, 101]),
      [{ exTime: 2 * DAY, kind: 'split', factor: 0.25 }],
      'all',
    );
    expect([...bars.close]).toEqual([100, 101, 101]);
    expect([...bars.volume]).toEqual([4000, 4000, 1000]);
  });

  test('a dividend changes prices and leaves volume alone', () => {
    const bars = adjustBars(barsOf([100, 99]), [{ exTime: DAY, kind: 'dividend', factor: 0.99 }], 'all');
    expect([...bars.close]).toEqual([99, 99]);
    expect([...bars.volume]).toEqual([1000, 1000]);
  });

  test('factors of several actions multiply, each from its own date back', () => {
    const actions = [
      { exTime: DAY, kind: 'split', factor: 0.5 } as const,
      { exTime: 2 * DAY, kind: 'dividend', factor: 0.9 } as const,
    ];
    expect([...adjustBars(barsOf([100, 100, 100]), actions, 'all').close]).toEqual([45, 90, 100]);
    expect([...adjustBars(barsOf([100, 100, 100]), actions, 'splits').close]).toEqual([50, 100, 100]);
  });

  test('an action after the last bar is not known yet and changes nothing', () => {
    const raw = barsOf([100, 100]);
    expect(adjustBars(raw, [{ exTime: 5 * DAY, kind: 'split', factor: 0.5 }], 'all').close).toEqual(
      raw.close,
    );
  });

  test('a factor of zero is an error', () => {
    expect(() => adjustBars(barsOf([1, 1]), [{ exTime: DAY, kind: 'split', factor: 0 }], 'all')).toThrow(
      'positive',
    );
  });
});
