import { expect, test } from 'vitest';
import { compile, keptRows } from '../../../models/expressions/index.js';
import { lastSteps } from '../../../models/expressions/last-steps.js';

/** The outputs of some formulas that can be left to the last. */
function leftToTheLast(sources: Record<string, string>): string[] {
  const program = compile(sources);
  const layout = keptRows(program);
  if (layout === undefined) throw new Error('a step of the program cannot be extended');
  const last = new Set(lastSteps(program, layout).stages.flat());
  return program.outputs.filter(({ node }) => last.has(node)).map(({ name }) => name);
}

test('what looks at single bars is left to the last, what looks back is not', () => {
  expect(
    leftToTheLast({ ratio: 'close / sma(close, 5) - 1', average: 'sma(close, 5)', before: 'close[3]' }),
  ).toEqual(['ratio']);
});

test('what somebody who looks back reads is not left to the last', () => {
  const range = 'high - low';
  expect(leftToTheLast({ range })).toEqual(['range']);
  expect(leftToTheLast({ range, mean: `sma(${range}, 5)` })).toEqual([]);
  expect(leftToTheLast({ range, before: `(${range})[2]`, share: `(${range}) / close` })).toEqual(['share']);
});

test('what is compared across symbols is not left to the last, what follows from the comparison is', () => {
  const body = 'close - open';
  expect(leftToTheLast({ body, place: `rank(${body})`, centred: `rank(${body}) - 0.5` })).toEqual([
    'centred',
  ]);
});
