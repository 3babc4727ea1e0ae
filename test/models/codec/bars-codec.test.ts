import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bars, parseIsoDate } from '../../../models/bars/index.js';
import {
  createByteReader,
  createByteWriter,
  readBars,
  tickScale,
  writeBars,
} from '../../../models/codec/index.js';

const SESSIONS = Float64Array.from(
  ['2018-02-01', '2018-02-02', '2018-02-05', '2018-02-06', '2018-02-07'],
  parseIsoDate,
);
const PLACES = new Map(Array.from(SESSIONS, (time, place) => [time, place]));

function bars(places: readonly number[], prices: readonly (readonly number[])[]): Bars {
  const [open, high, low, close, volume] = [0, 1, 2, 3, 4].map((c) =>
    Float64Array.from(prices, (row) => row[c]),
  );
  return {
    time: Float64Array.from(places, (p) => SESSIONS[p]),
    open,
    high,
    low,
    close,
    volume,
    interval: '1d',
  };
}

function roundTrip(input: Bars): Bars {
  const writer = createByteWriter();
  writeBars(writer, input, PLACES);
  const bytes = writer.bytes().slice();
  const reader = createByteReader(bytes);
  const output = readBars(reader, SESSIONS);
  expect(reader.offset()).toBe(bytes.length);
  return output;
}

describe('bars codec', () => {
  test('bars in cents take about a byte a value and come back to the bit', () => {
    const input = bars(
      [0, 1, 3],
      [
        [10.01, 10.5, 9.99, 10.25, 120],
        [10.25, 10.3, 10.1, 10.11, 90],
        [10.2, 10.2, 10.05, 10.05, 0],
      ],
    );
    expect(roundTrip(input)).toEqual(input);
    const writer = createByteWriter();
    writeBars(writer, input, PLACES);
    // 1 count, 3 places, 1 scale, 12 prices of which the first close takes 2, 1 scale, volumes 2 + 2 + 1.
    expect(writer.bytes().length).toBe(1 + 3 + 1 + 13 + 1 + 5);
  });

  test('a high below the low, an open outside the range and a fall of half are kept as they are', () => {
    const input = bars(
      [2, 4],
      [
        [52.1, 40, 60, 50.05, 7],
        [25.02, 25, 24.9, 24.91, 3],
      ],
    );
    expect(roundTrip(input)).toEqual(input);
  });

  test('a time that is no session is refused', () => {
    const input = { ...bars([0], [[1, 1, 1, 1, 1]]), time: Float64Array.of(5) };
    expect(() => writeBars(createByteWriter(), input, PLACES)).toThrow(
      'writeBars: 5 is not the time of a session',
    );
  });

  test('bytes that were cut off are an error, not a shorter history', () => {
    const writer = createByteWriter();
    writeBars(
      writer,
      bars(
        [0, 1],
        [
          [1, 2, 1, 2, 300],
          [2, 3, 2, 3, 400],
        ],
      ),
      PLACES,
    );
    const whole = writer.bytes().slice();
    for (let cut = 1; cut < whole.length; cut++) {
      expect(() => readBars(createByteReader(whole.subarray(0, cut)), SESSIONS)).toThrow('end');
    }
  });

  test('any doubles come back to the bit, NaN and minus zero included', () => {
    const value = fc.double();
    const row = fc.tuple(value, value, value, value, value);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const input = bars([...rows.keys()], rows);
        expect(roundTrip(input)).toEqual(input);
      }),
    );
  });

  test('any prices in ticks come back to the bit', () => {
    const price = fc.integer({ min: 1, max: 10_000_000 }).map((ticks) => ticks / 10_000);
    const row = fc.tuple(price, price, price, price, fc.nat());
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const input = bars([...rows.keys()], rows);
        expect(tickScale([input.close])).toBeGreaterThan(0);
        expect(roundTrip(input)).toEqual(input);
      }),
    );
  });
});

describe('byte writer', () => {
  test('whole numbers up to 2^53 - 1 and down to -2^52 survive', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (large, small) => {
        const writer = createByteWriter();
        writer.varint(large);
        writer.signed(small);
        writer.signed(-(2 ** 52));
        const reader = createByteReader(writer.bytes());
        expect([reader.varint(), reader.signed(), reader.signed()]).toEqual([large, small, -(2 ** 52)]);
      }),
    );
  });

  test('a number below 128 takes one byte', () => {
    const writer = createByteWriter();
    writer.varint(127);
    expect([...writer.bytes()]).toEqual([127]);
    writer.varint(128);
    expect([...writer.bytes()]).toEqual([127, 128, 1]);
  });
});
