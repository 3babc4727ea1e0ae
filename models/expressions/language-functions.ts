import * as arithmetic from './arithmetic.js';
import { buildComparison, buildCrossing, buildLag, buildSign } from './build-comparison.js';
import { equalTo, greaterThan, lessThan } from './comparison.js';
import { choice, isUnknown } from './logic.js';
import type { Operator } from './operator.js';
import {
  addConstant,
  addNode,
  addOperator,
  type CrossSection,
  type Group,
  type Plan,
  type ValueType,
} from './plan.js';
import { count, since, valueWhen } from './through-time.js';

/** What an argument may be: a series, a condition, either, a number known in advance, or a label. */
export type ParameterKind = 'number' | 'condition' | 'any' | 'constant' | 'group';

export interface FunctionParameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Used when the argument is left out; without it the argument is needed, unless `isOptional`. */
  readonly default?: number | 'close';
  readonly isOptional?: boolean;
  readonly min?: number;
  readonly integer?: boolean;
}

/** Arguments that were checked against the parameters: plan nodes of series, values of constants. */
export interface BoundArguments {
  readonly nodes: readonly number[];
  readonly constants: readonly number[];
  readonly group: Group | undefined;
}

export type FunctionGroup = 'arithmetic' | 'conditions' | 'through time' | 'across symbols';

/** A function of the language: what completion, the documentation and the compiler know of it. */
export interface LanguageFunction {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group: FunctionGroup;
  readonly parameters: readonly FunctionParameter[];
  /** The last parameter may be repeated. */
  readonly isVariadic?: boolean;
  readonly description: string;
  readonly example: string;
  readonly build: (plan: Plan, given: BoundArguments) => number;
}

const X: FunctionParameter = { name: 'x', kind: 'number' };
const SERIES: FunctionParameter = { name: 'x', kind: 'number', default: 'close' };
const CONDITION: FunctionParameter = { name: 'condition', kind: 'condition' };
const BY: FunctionParameter = { name: 'by', kind: 'group', isOptional: true };
const BARS: FunctionParameter = { name: 'bars', kind: 'constant', default: 1, min: 1, integer: true };

/** Every function of the language beside the indicators of the registry. */
export const languageFunctions: readonly LanguageFunction[] = [
  pointwise('abs', arithmetic.absolute, 'Magnitude.', 'abs(returns)'),
  pointwise('log', arithmetic.logarithm, 'Natural logarithm; unknown at and below zero.', 'log(close)'),
  pointwise('exp', arithmetic.exponential, 'e to the power of x.', 'exp(log(close))'),
  pointwise('sqrt', arithmetic.squareRoot, 'Square root; unknown below zero.', 'sqrt(252)'),
  pointwise('round', arithmetic.round, 'Nearest whole number, halves away from zero.', 'round(close)'),
  pointwise('floor', arithmetic.floor, 'Largest whole number not above x.', 'floor(close)'),
  pointwise('ceil', arithmetic.ceiling, 'Smallest whole number not below x.', 'ceil(close)'),
  {
    name: 'sign',
    group: 'arithmetic',
    parameters: [X],
    description: '1, 0 or -1; of a difference a - b: as a is above, tied with or below b.',
    example: 'sign(close - open)',
    build: (plan, { nodes }) => buildSign(plan, nodes[0]),
  },
  folded('min', arithmetic.minimum, 'The least of its arguments; unknown when one is.', 'min(open, close)'),
  folded(
    'max',
    arithmetic.maximum,
    'The greatest of its arguments; unknown when one is.',
    'max(open, close)',
  ),
  {
    name: 'clamp',
    group: 'arithmetic',
    parameters: [X, { name: 'low', kind: 'number' }, { name: 'high', kind: 'number' }],
    description: 'x, but no less than low and no more than high.',
    example: 'clamp(zscore(returns), -3, 3)',
    build: (plan, { nodes: [x, low, high] }) =>
      addOperator(plan, arithmetic.minimum, [addOperator(plan, arithmetic.maximum, [x, low]), high]),
  },
  {
    name: 'power',
    aliases: ['pow'],
    group: 'arithmetic',
    parameters: [X, { name: 'exponent', kind: 'number' }],
    description: 'x to the power of the exponent, like x ^ exponent; unknown when that is not a real number.',
    example: 'power(close, 0.5)',
    build: (plan, { nodes }) => addOperator(plan, arithmetic.power, nodes),
  },
  {
    name: 'signed_power',
    aliases: ['signedpower'],
    group: 'arithmetic',
    parameters: [X, { name: 'exponent', kind: 'number' }],
    description: 'sign(x) * abs(x) ^ exponent.',
    example: 'signed_power(returns, 2)',
    build: (plan, { nodes }) => addOperator(plan, arithmetic.signedPower, nodes),
  },
  {
    name: 'nz',
    group: 'arithmetic',
    parameters: [X, { name: 'replacement', kind: 'number', default: 0 }],
    description: 'x, or the replacement where x is unknown.',
    example: 'nz(returns)',
    build: (plan, { nodes }) => addOperator(plan, arithmetic.replaceUnknown, nodes),
  },
  {
    name: 'is_nan',
    aliases: ['is_unknown'],
    group: 'conditions',
    parameters: [{ name: 'x', kind: 'any' }],
    description: 'True where x is unknown; never unknown itself.',
    example: 'is_nan(sma(close, 200))',
    build: (plan, { nodes }) => addOperator(plan, isUnknown, nodes, 'boolean'),
  },
  {
    name: 'if',
    aliases: ['iff'],
    group: 'conditions',
    parameters: [CONDITION, { name: 'then', kind: 'any' }, { name: 'otherwise', kind: 'any' }],
    description:
      'then where the condition is true, otherwise where it is false, unknown where it is unknown.',
    example: 'if(close > open, 1, -1)',
    build: (plan, { nodes }) => addOperator(plan, choice, nodes, plan.nodes[nodes[1]].type),
  },
  crossing('crossover', 'over', 'a was below b on the bar before and is above it now'),
  crossing('crossunder', 'under', 'a was above b on the bar before and is below it now'),
  run('rising', greaterThan, 'higher'),
  run('falling', lessThan, 'lower'),
  {
    name: 'since',
    aliases: ['bars_since', 'barssince'],
    group: 'through time',
    parameters: [CONDITION],
    description:
      'Bars since the condition was last true, 0 on a bar where it is; unknown before the first time. An unknown condition counts as not met.',
    example: 'since(crossover(sma(close, 10), sma(close, 30)))',
    build: (plan, { nodes }) => addOperator(plan, since, nodes),
  },
  {
    name: 'count',
    group: 'through time',
    parameters: [CONDITION, { name: 'period', kind: 'constant', min: 1, integer: true }],
    description:
      'Bars among the last `period` on which the condition is true; unknown while one of them is unknown.',
    example: 'count(close > open, 10) >= 8',
    build: (plan, { nodes, constants }) => addOperator(plan, count, nodes, 'number', constants),
  },
  {
    name: 'value_when',
    aliases: ['valuewhen'],
    group: 'through time',
    parameters: [CONDITION, X],
    description: 'x on the last bar on which the condition was true; unknown before the first time.',
    example: 'close > value_when(volume > 2 * sma(volume, 20), high)',
    build: (plan, { nodes }) => addOperator(plan, valueWhen, nodes),
  },
  {
    name: 'delta',
    aliases: ['change'],
    group: 'through time',
    parameters: [SERIES, BARS],
    description: 'Change over some bars: x - x[bars].',
    example: 'delta(close, 5)',
    build: (plan, { nodes: [x], constants: [bars] }) =>
      addOperator(plan, arithmetic.subtract, [x, buildLag(plan, x, bars)]),
  },
  {
    name: 'delay',
    aliases: ['ref', 'lag'],
    group: 'through time',
    parameters: [SERIES, BARS],
    description: 'The value of some bars ago, like x[bars].',
    example: 'delay(close, 1)',
    build: (plan, { nodes: [x], constants: [bars] }) => buildLag(plan, x, bars),
  },
  across(
    'rank',
    'Rank among the symbols of the session: 0 the lowest, 1 the highest, ties share their mean rank, 0.5 when alone.',
    'rank(dollar_volume) > 0.8',
  ),
  across(
    'zscore',
    'Distance from the mean of the session in population standard deviations; 0 when all values are tied.',
    'zscore(returns by sector)',
  ),
  across('demean', 'Distance from the mean of the session.', 'demean(returns by industry)'),
  across(
    'scale',
    'Multiplied so that the magnitudes of the session add up to `to`; 0 when all are zero.',
    'scale(demean(returns))',
    [{ name: 'to', kind: 'constant', default: 1 }],
  ),
  {
    name: 'group_neutralise',
    aliases: ['group_neutralize', 'indneutralize'],
    group: 'across symbols',
    parameters: [X, { name: 'by', kind: 'group' }],
    description: 'Distance from the mean of the group in the session, like demean(x by sector).',
    example: 'group_neutralise(returns, sector)',
    build: (plan, { nodes, group }) => addCross(plan, 'demean', nodes, group, []),
  },
];

function pointwise(name: string, operator: Operator, description: string, example: string): LanguageFunction {
  const build = (plan: Plan, { nodes }: BoundArguments): number => addOperator(plan, operator, nodes);
  return { name, group: 'arithmetic', parameters: [X], description, example, build };
}

function folded(name: string, operator: Operator, description: string, example: string): LanguageFunction {
  const parameters: readonly FunctionParameter[] = [X, { name: 'y', kind: 'number' }];
  const build = (plan: Plan, { nodes }: BoundArguments): number =>
    nodes.reduce((best, next) => addOperator(plan, operator, [best, next]));
  return { name, group: 'arithmetic', parameters, isVariadic: true, description, example, build };
}

function crossing(name: string, direction: 'over' | 'under', meaning: string): LanguageFunction {
  return {
    name,
    group: 'conditions',
    parameters: [
      { name: 'a', kind: 'number' },
      { name: 'b', kind: 'number' },
    ],
    description: `True when ${meaning}, both strictly: a tie in between swallows the cross.`,
    example: `${name}(sma(close, 10), sma(close, 30))`,
    build: (plan, { nodes: [a, b] }) => buildCrossing(plan, direction, a, b),
  };
}

function run(name: string, operator: Operator, direction: string): LanguageFunction {
  return {
    name,
    group: 'conditions',
    parameters: [SERIES, BARS],
    description: `True when each of the last \`bars\` values is ${direction} than the one before it.`,
    example: `${name}(close, 3)`,
    build(plan, { nodes: [x], constants: [bars] }) {
      const step = buildComparison(plan, operator, x, buildLag(plan, x, 1));
      if (bars === 1) return step;
      const steps = addOperator(plan, count, [step], 'number', [bars]);
      return buildComparison(plan, equalTo, steps, addConstant(plan, bars));
    },
  };
}

function across(
  name: CrossSection,
  description: string,
  example: string,
  more: readonly FunctionParameter[] = [],
): LanguageFunction {
  return {
    name,
    group: 'across symbols',
    parameters: [X, ...more, BY],
    description: `${description} \`by sector\` or \`by industry\`: within the group of the symbol.`,
    example,
    build: (plan, { nodes, constants, group }) => addCross(plan, name, nodes, group, constants),
  };
}

function addCross(
  plan: Plan,
  operator: CrossSection,
  nodes: readonly number[],
  by: Group | undefined,
  constants: readonly number[],
): number {
  const type: ValueType = 'number';
  return addNode(plan, { kind: 'cross', operator, by, constants }, nodes, type);
}
