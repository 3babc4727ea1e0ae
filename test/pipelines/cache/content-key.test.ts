import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeepStrictEqual } from 'node:util';
import { contentKey } from '../../../pipelines/cache/index.js';

const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -0,
    1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    '0',
    'null',
    '[',
    'NaN',
  ),
  fc.double(),
  fc.string(),
  fc.float64Array({ maxLength: 3 }),
  fc.uint8Array({ maxLength: 3 }),
);
const question = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__x', 'ab'), tie('any'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).any;

describe('content keys', () => {
  it('of two different questions are never the same', () => {
    fc.assert(
      fc.property(question, question, (a, b) => {
        expect(contentKey(a) === contentKey(b)).toBe(isDeepStrictEqual(a, b));
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('tell apart what text would run together', () => {
    const questions = [
      ['ab', 'c'],
      ['a', 'bc'],
      [['a', 'b'], 'c'],
      [['a'], 'b', 'c'],
      'abc',
      ['1'],
      [1],
      { a: 1 },
      { a: '1' },
      { a: { a: 1 } },
      { a: [undefined] },
      { a: [] },
      Float64Array.of(1),
      new Uint8Array(Float64Array.of(1).buffer),
      [1, undefined],
      0,
      -0,
    ];
    expect(new Set(questions.map((one) => contentKey(one))).size).toBe(questions.length);
  });

  it('do not depend on the order of fields, nor on fields that are undefined', () => {
    expect(contentKey({ b: [1, 2], a: 'x' })).toBe(contentKey({ a: 'x', b: [1, 2], c: undefined }));
    expect(contentKey([1, 2])).not.toBe(contentKey([2, 1]));
  });

  it('see every byte of a column, and only the part that is its own', () => {
    const whole = Float64Array.of(9, 1, 2, 9);
    expect(contentKey(whole.subarray(1, 3))).toBe(contentKey(Float64Array.of(1, 2)));
    expect(contentKey(Float64Array.of(1, 2))).not.toBe(contentKey(Float64Array.of(1, 2.0000000000000004)));
  });

  it('are made like a hash, and refuse what has no content', () => {
    expect(contentKey('x')).toMatch(/^[0-9a-f]{40}$/);
    expect(() => contentKey({ run: () => 1 })).toThrow('contentKey: a part of type function has no content');
    expect(() => contentKey(new Map())).toThrow('contentKey: a part of type object has no content');
  });
});
