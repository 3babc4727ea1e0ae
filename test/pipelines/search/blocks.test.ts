import { expect, test } from 'vitest';
import { FIGURES } from '../../../models/statistics/index.js';
import { sumBlocks } from '../../../pipelines/search/blocks.js';

const setup = {
  strategy: { name: 'sma-cross' },
  combinations: [{ fast: 5, slow: 20 }],
  settings: {},
  sessions: Float64Array.of(0, 1),
};
const block = (number: number, value: number) => ({
  block: number,
  from: 0,
  figureSums: new Float64Array(FIGURES.length).fill(value),
  figureCounts: new Float64Array(FIGURES.length).fill(1),
  equity: Float64Array.of(value, value),
  failures: [{ symbol: `S${number}`, message: 'too few bars' }],
});

test('blocks that come in another order give the same sums to the last bit, and failures in the order of the blocks', () => {
  const values = [1e16, 1, -1e16, 3.3];
  const tableOf = (arrival: readonly number[]) => {
    const sums = sumBlocks([0, 1, 2, 3], setup);
    for (const number of arrival) sums.add(block(number, values[number]));
    return sums.table();
  };
  const inOrder = tableOf([0, 1, 2, 3]);
  expect(tableOf([3, 1, 2, 0])).toEqual(inOrder);
  expect(inOrder.equity[0]).toBe(1e16 + 1 - 1e16 + 3.3);
  expect(inOrder.failures.map(({ symbol }) => symbol)).toEqual(['S0', 'S1', 'S2', 'S3']);
});

test('a table with a block missing is an error', () => {
  const sums = sumBlocks([0, 1], setup);
  sums.add(block(1, 1));
  expect(() => sums.table()).toThrow('block 0 has not come');
});
