import { expect, test } from 'vitest';
import { compile } from '../../../models/expressions/index.js';
import { expressionProblem } from '../../../pipelines/cli/expression-problem.js';

const said = (sources: Readonly<Record<string, string>>) => {
  try {
    return expressionProblem(() => compile(sources), sources);
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  ['scan:where', 'in --where, character 1: '],
  ['rank:where', 'in --rank, character 1: '],
  ['scan:dips', 'in where of scan dips, character 1: '],
  ['rank:dips', 'in rank of scan dips, character 1: '],
  ['entry', 'in "entry", character 1: '],
])('a fault in %s is said to be %s', (source, place) => {
  expect(said({ [source]: 'clos > 1' })).toBe(
    `${place}unknown name "clos"; did you mean "close"?\n  clos > 1\n  ^^^^`,
  );
});
