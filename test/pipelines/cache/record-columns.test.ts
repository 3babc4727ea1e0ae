import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { packRecords, unpackRecords } from '../../../pipelines/cache/index.js';

it('records come back from columns as they were, an absent text too', () => {
  const record = fc.record({
    size: fc.double(),
    symbol: fc.option(fc.constantFrom('A', 'B', '', '-1'), { nil: undefined }),
    side: fc.constantFrom('long', 'short'),
  });
  fc.assert(
    fc.property(fc.array(record), (records) => {
      expect(unpackRecords('trades', { columns: packRecords('trades', records) })).toEqual(records);
    }),
    { seed: 3 },
  );
});

it('a field that is no number and no text, or changes its sort, is refused by name', () => {
  expect(() => packRecords('trades', [{ size: true }])).toThrow(
    '"size" of trades must be a number or a text',
  );
  expect(() => packRecords('trades', [{ size: 1 }, { size: 'x' }])).toThrow('"size" of trades');
});
