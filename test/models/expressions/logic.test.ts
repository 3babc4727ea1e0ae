import { describe, expect, test } from 'vitest';
import { compile, evaluate } from '../../../models/expressions/index.js';
import { barsOfClose } from './sample-bars.js';

// Kleene, Introduction to Metamathematics (1952), §64: strong tables. Rows and columns: true, unknown, false.
const U = Number.NaN;
const ORDER = [1, U, 0];
const AND = [
  [1, U, 0],
  [U, U, 0],
  [0, 0, 0],
];
const OR = [
  [1, 1, 1],
  [1, U, U],
  [1, U, 0],
];

describe('logic with unknowns', () => {
  const program = compile(
    {
      and: 'a > 0 and b > 0',
      or: 'a > 0 or b > 0',
      not: 'not a > 0',
      pick: 'if(a > 0, 5, 6)',
      unknown: 'is_nan(a)',
    },
    { columns: ['a', 'b'] },
  );
  const bars = barsOfClose(Array.from({ length: 9 }, () => 1));
  const a = Float64Array.from({ length: 9 }, (_, i) => ORDER[Math.floor(i / 3)]);
  const b = Float64Array.from({ length: 9 }, (_, i) => ORDER[i % 3]);
  const found = evaluate(program, { bars, extra: { a, b } });

  test('a false operand settles "and", a true one settles "or", else an unknown one leaves it unknown', () => {
    expect([...found.and]).toEqual(AND.flat());
    expect([...found.or]).toEqual(OR.flat());
  });

  test('the negation of an unknown is unknown', () => {
    expect([...found.not]).toEqual([0, 0, 0, U, U, U, 1, 1, 1]);
  });

  test('if of an unknown condition is unknown; is_nan always knows', () => {
    expect([...found.pick]).toEqual([5, 5, 5, U, U, U, 6, 6, 6]);
    expect([...found.unknown]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0]);
  });
});
