import { createRandom } from '../../models/random/index.js';
import {
  gridPoints,
  latinHypercube,
  randomPoints,
  type SearchParameter,
  type SearchSpace,
} from '../../models/search/index.js';
import {
  admitsParameters,
  type ParameterValues,
  resolveParameters,
  type Strategy,
} from '../../models/strategies/index.js';
import { Problem } from '../errors/index.js';
import { parameterTexts } from './choose-strategy.js';
import { expressionProblem } from './expression-problem.js';
import { parseRange } from './parameter-range.js';
import { usageProblem } from './usage-problem.js';

/** What the flags of a search leave in a command's options. */
export interface SpaceFlags {
  readonly param?: readonly string[];
  readonly where?: string;
}

/** What to search: the ranges given with --param; a parameter without a range keeps its value. */
export function chooseSpace(strategy: Strategy, flags: SpaceFlags): SearchSpace {
  const ranges = parameterTexts(flags).map(parseRange);
  for (const { name } of ranges) {
    if (!strategy.parameters.some((parameter) => parameter.name === name)) {
      throw new Problem(
        'usage',
        `${strategy.name} has no parameter "${name}"; it has ${strategy.parameters.map((parameter) => parameter.name).join(', ') || 'none'}`,
      );
    }
  }
  const parameters: SearchParameter[] = strategy.parameters.flatMap((parameter) => {
    const given = ranges.find(({ name }) => name === parameter.name);
    if (given) return [given];
    return ranges.length > 0
      ? []
      : [
          {
            name: parameter.name,
            min: parameter.min,
            max: parameter.max,
            step: parameter.step,
            integer: parameter.integer,
          },
        ];
  });
  return { parameters, admits: admission(flags.where ?? strategy.where, strategy) };
}

/** The combinations of a method that needs no results to choose them. @throws Problem when none is left. */
export function chooseCombinations(
  strategy: Strategy,
  space: SearchSpace,
  { method, count, seed }: { readonly method: string; readonly count: number; readonly seed: number },
): ParameterValues[] {
  if (space.parameters.length === 0) {
    throw new Problem('usage', `${strategy.name} has no parameter to vary`, {
      suggestion: 'Name one in your rules and give its range: --entry "rsi(n) < 10" --param n=2:14:2',
    });
  }
  const points = usageProblem(() => pointsOf(method, space, count, seed));
  if (points.length === 0)
    throw new Problem('usage', 'no combination is left to try', {
      suggestion: 'Widen the ranges, or relax --where.',
    });
  return points.map((point) => resolvePoint(strategy, point));
}

/** All parameters of a strategy from some. @throws Problem for one out of bounds. */
export function resolvePoint(strategy: Strategy, point: Readonly<Record<string, number>>): ParameterValues {
  try {
    return resolveParameters(strategy, point);
  } catch (error) {
    throw new Problem('usage', (error as Error).message, { cause: error });
  }
}

function pointsOf(method: string, space: SearchSpace, count: number, seed: number): ParameterValues[] {
  switch (method) {
    case 'grid':
      return gridPoints(space, 100_000);
    case 'random':
      return randomPoints(space, count, createRandom(seed));
    case 'latin':
      return latinHypercube(space, count, createRandom(seed));
    default:
      throw new Problem('usage', `--method is one of grid, random, latin, model, was "${method}"`);
  }
}

/** A condition on parameters is an expression of the same language, evaluated on one bar. */
function admission(condition: string | undefined, strategy: Strategy): SearchSpace['admits'] {
  if (condition === undefined) return undefined;
  return (point) => {
    const parameters = Object.fromEntries(
      strategy.parameters.map((parameter) => [parameter.name, point[parameter.name] ?? parameter.default]),
    );
    return expressionProblem(() => admitsParameters(condition, parameters), { where: condition });
  };
}
