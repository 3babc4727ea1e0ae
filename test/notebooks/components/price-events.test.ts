import { expect, test } from 'vitest';
import { priceEvents } from '../../../notebooks/components/price-events.js';

const DAY = 86_400_000;

/** A hundred quiet bars that go up and down by 1 %. */
function quiet() {
  const close = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 100 : 101));
  return {
    time: Float64Array.from({ length: 100 }, (_, i) => i * DAY),
    open: close.slice(),
    high: close.slice(),
    low: close.slice(),
    close,
    volume: close.map(() => 1000),
    interval: '1d' as const,
  };
}

test('a quiet history has no events', () => {
  expect(priceEvents(quiet(), [])).toEqual([]);
});

test('a wide day, an opening gap, a heavy day and a silence are told, newest first', () => {
  const bars = quiet();
  bars.close[80] = 110;
  bars.open[70] = 106;
  bars.volume[90] = 6000;
  for (let i = 95; i < 100; i++) bars.time[i] += 10 * DAY;
  const kinds = priceEvents(bars, []).map(({ time, kind }) => [time / DAY, kind]);
  expect(kinds[0]).toEqual([105, 'silence']);
  expect(kinds).toContainEqual([90, 'volume']);
  expect(kinds).toContainEqual([80, 'move']);
  expect(kinds).toContainEqual([70, 'gap']);
  expect(kinds.map(([day]) => day)).toEqual(kinds.map(([day]) => Number(day)).sort((a, b) => b - a));
});

test('actions are read as people say them', () => {
  const words = priceEvents(quiet(), [
    { exTime: 3 * DAY, kind: 'split', factor: 0.25 },
    { exTime: 2 * DAY, kind: 'split', factor: 10 },
    { exTime: DAY, kind: 'dividend', factor: 0.99 },
  ]).map((event) => event.words);
  expect(words).toEqual(['4 for 1 split', '1 for 10 split', 'dividend of 1.00\u202f% of the price']);
});

test('what comes later does not change what was said of a day', () => {
  const bars = quiet();
  bars.close[80] = 110;
  const cut = { ...bars };
  for (const key of ['time', 'open', 'high', 'low', 'close', 'volume'] as const)
    cut[key] = bars[key].slice(0, 85);
  const before = priceEvents(cut, []);
  expect(priceEvents(bars, []).filter(({ time }) => time < 85 * DAY)).toEqual(before);
});
