import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueWords } from '../../../pipelines/errors/index.js';

const schema = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('made-up'),
    symbols: z.int().min(11).max(100).optional(),
    name: z.string().optional(),
    mark: z.enum(['dot', 'comma']).optional(),
  }),
  z.strictObject({ source: z.literal('vendor'), from: z.iso.date() }),
]);

test.each([
  [{ source: 'sqlite' }, '  source must be made-up or vendor, was "sqlite"'],
  [{}, '  source must be made-up or vendor, and is missing'],
  [{ source: 'vendor' }, '  from is missing'],
  [{ source: 'vendor', from: '1.2.2020' }, '  from must be a date written YYYY-MM-DD, was "1.2.2020"'],
  [{ source: 'made-up', symbols: -3 }, '  symbols must be at least 11, was -3'],
  [{ source: 'made-up', symbols: 1000 }, '  symbols must be at most 100, was 1000'],
  [{ source: 'made-up', symbols: 11.5 }, '  symbols must be a whole number, was 11.5'],
  [{ source: 'made-up', symbols: 'text' }, '  symbols must be a number'],
  [{ source: 'made-up', mark: 'point' }, '  mark must be dot or comma, was "point"'],
  [{ source: 'made-up', from: 1 }, '  from is no option here'],
])('%j: %s', (options, words) => {
  const { error } = schema.safeParse(options, { reportInput: true });
  expect(error && issueWords(error, schema)).toBe(words);
});

test('several faults stand in a line each, under the names that the reader knows', () => {
  const options = { source: 'made-up', symbols: 1, mark: 'x' };
  const { error } = schema.safeParse(options, { reportInput: true });
  expect(error && issueWords(error, schema, ([name]) => `--${String(name)}`)).toBe(
    '  --symbols must be at least 11, was 1\n  --mark must be dot or comma, was "x"',
  );
});
