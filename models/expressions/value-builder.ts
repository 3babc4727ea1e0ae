import { add, divide, multiply, negate, power, remainder, subtract } from './arithmetic.js';
import { buildComparison, buildLag, COMPARISON_OPERATORS } from './build-comparison.js';
import { ExpressionError } from './expression-error.js';
import type { LanguageFunction } from './language-functions.js';
import { conjunction, disjunction, negation } from './logic.js';
import type { Operator } from './operator.js';
import { parse } from './parse.js';
import { addColumn, addConstant, addNode, addOperator } from './plan.js';
import type { Argument, BinaryOperator, SyntaxNode } from './syntax-tree.js';
import { type BuildContext, buildConstant, buildTyped } from './build-context.js';
import { bindFunction, bindIndicator } from './bind-arguments.js';
import { isLabel, maybeColumn, maybeFunction, maybeIndicator, maybeNearest } from './vocabulary.js';

/** Longest lag, and largest formula once every definition is written out. */
export const MAX_LAG = 100_000;
export const MAX_SIZE = 20_000;
export const MAX_PLAN_DEPTH = 1000;
export const MAX_OPEN_DEFINITIONS = 10;

const ARITHMETIC: ReadonlyMap<BinaryOperator, Operator> = new Map([
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', divide],
  ['%', remainder],
  ['^', power],
] as const);

/**
 * Looks up the names of a tree, checks its types and adds its value to the plan.
 * @returns the index of the plan node.
 * @throws ExpressionError at the part of the text that is at fault.
 */
export function buildValue(context: BuildContext, tree: SyntaxNode): number {
  const known = context.builtTrees.get(tree);
  if (known !== undefined) return known;
  const index = buildUnchecked(context, tree);
  const { size, depth, operation } = context.plan.nodes[index];
  if (size > MAX_SIZE || depth > MAX_PLAN_DEPTH) {
    throw new ExpressionError(
      `too large: with every definition written out it has ${size} parts, ${depth} deep; at most ${MAX_SIZE} and ${MAX_PLAN_DEPTH} are read`,
      tree,
    );
  }
  if (operation.kind === 'constant' && Math.abs(operation.value) === Number.POSITIVE_INFINITY) {
    throw new ExpressionError('this has no finite value', tree);
  }
  context.builtTrees.set(tree, index);
  return index;
}

function buildUnchecked(context: BuildContext, tree: SyntaxNode): number {
  const { plan } = context;
  switch (tree.kind) {
    case 'number':
      return addConstant(plan, tree.value);
    case 'text':
      throw new ExpressionError('a text is only compared with a label: sector == "Energy"', tree);
    case 'name':
      return buildName(context, tree, tree.name);
    case 'call':
      return buildCall(context, tree, tree.name, tree.arguments);
    case 'member':
      return buildMember(context, tree.object, tree);
    case 'lag':
      return buildLagged(context, tree.object, tree.bars);
    case 'unary':
      return tree.operator === 'not'
        ? addOperator(
            plan,
            negation,
            [buildTyped(context, tree.operand, 'boolean', 'what "not" negates')],
            'boolean',
          )
        : addOperator(plan, negate, [buildTyped(context, tree.operand, 'number', 'what "-" negates')]);
    case 'binary':
      return buildBinary(context, tree.operator, tree.left, tree.right);
  }
}

function buildName(context: BuildContext, tree: SyntaxNode, name: string): number {
  const { plan } = context;
  if (name === 'true' || name === 'false') return addConstant(plan, name === 'true' ? 1 : 0, 'boolean');
  if (name === 'nan') return addConstant(plan, Number.NaN);
  const column = maybeColumn(name);
  if (column !== undefined) return column.build(plan);
  if (isLabel(name)) {
    throw new ExpressionError(
      `${name} is a label: compare it with a text, ${name} == "…", or group by it`,
      tree,
    );
  }
  const parameter = context.parameters.get(name);
  if (parameter !== undefined) return addConstant(plan, parameter);
  if (context.definitions.has(name)) return buildDefinition(context, tree, name);
  if (context.columns.has(name)) return addColumn(plan, name);
  if (maybeFunction(name) ?? maybeIndicator(name)) {
    throw new ExpressionError(`${name} is a function: write ${name}(…)`, tree);
  }
  throw unknownName(context, tree, name, 'name');
}

function buildDefinition(context: BuildContext, tree: SyntaxNode, name: string): number {
  const built = context.builtDefinitions.get(name);
  if (built !== undefined) return built;
  if (context.open.includes(name)) {
    const circle = [...context.open.slice(context.open.indexOf(name)), name].join(' → ');
    throw new ExpressionError(`the definition refers to itself: ${circle}`, tree);
  }
  if (context.open.length === MAX_OPEN_DEFINITIONS) {
    throw new ExpressionError(`definitions refer to each other more than ${MAX_OPEN_DEFINITIONS} deep`, tree);
  }
  context.open.push(name);
  try {
    const index = buildValue(context, parse(context.definitions.get(name) ?? ''));
    context.builtDefinitions.set(name, index);
    return index;
  } catch (error) {
    throw error instanceof ExpressionError ? error.within(name) : error;
  } finally {
    context.open.pop();
  }
}

function buildCall(context: BuildContext, tree: SyntaxNode, name: string, args: readonly Argument[]): number {
  const record = maybeFunction(name);
  if (record !== undefined) return buildFunction(context, tree, record, args);
  const indicator = maybeIndicator(name);
  if (indicator === undefined) {
    if (maybeColumn(name) || context.definitions.has(name) || context.parameters.has(name)) {
      throw new ExpressionError(`${name} is not a function: write it without brackets`, tree);
    }
    throw unknownName(context, tree, name, 'indicator or function');
  }
  const { inputs, constants } = bindIndicator(context, tree, indicator, args);
  const node = addNode(context.plan, { kind: 'indicator', operator: indicator, constants }, inputs);
  return indicator.outputs.length === 1 ? node : addNode(context.plan, { kind: 'output', index: 0 }, [node]);
}

function buildFunction(
  context: BuildContext,
  tree: SyntaxNode,
  record: LanguageFunction,
  args: readonly Argument[],
): number {
  const bound = bindFunction(context, tree, record, args);
  if (record.name === 'if') {
    const [, then, otherwise] = bound.nodes.map((index) => context.plan.nodes[index].type);
    if (then !== otherwise) {
      throw new ExpressionError('if: both values must be numbers, or both conditions', tree);
    }
  }
  return record.build(context.plan, bound);
}

function buildMember(
  context: BuildContext,
  object: SyntaxNode,
  member: SyntaxNode & { readonly name: string },
): number {
  const { plan } = context;
  const first = buildValue(context, object);
  const node = plan.nodes[first];
  const owner = node.operation.kind === 'output' ? plan.nodes[node.arguments[0]] : node;
  const isWhole = object.kind === 'call' || object.kind === 'name';
  if (owner.operation.kind !== 'indicator' || !isWhole) {
    throw new ExpressionError('only an indicator has outputs, as in macd(12, 26, 9).histogram', member);
  }
  const { name, outputs } = owner.operation.operator;
  const index = outputs.indexOf(member.name);
  if (index < 0) {
    throw new ExpressionError(`${name} has no output "${member.name}"; it has ${outputs.join(', ')}`, member);
  }
  return outputs.length === 1 ? first : addNode(plan, { kind: 'output', index }, [owner.index]);
}

function buildLagged(context: BuildContext, object: SyntaxNode, bars: SyntaxNode): number {
  const value = buildValue(context, object);
  const count = buildConstant(context, bars, 'the number of bars in [ ]');
  if (count < 0) {
    throw new ExpressionError(`[${count}] would look ahead: a lag is 0 or more bars`, bars);
  }
  if (!Number.isInteger(count) || count > MAX_LAG) {
    throw new ExpressionError(`a lag is a whole number of bars from 0 to ${MAX_LAG}, was ${count}`, bars);
  }
  return buildLag(context.plan, value, count);
}

function buildBinary(
  context: BuildContext,
  operator: BinaryOperator,
  left: SyntaxNode,
  right: SyntaxNode,
): number {
  const { plan } = context;
  if (operator === 'and' || operator === 'or') {
    const role = `each side of "${operator}"`;
    const sides = [left, right].map((side) => buildTyped(context, side, 'boolean', role));
    return addOperator(plan, operator === 'and' ? conjunction : disjunction, sides, 'boolean');
  }
  const label = maybeLabelTest(context, operator, left, right);
  if (label !== undefined) return label;
  const comparison = COMPARISON_OPERATORS.get(operator);
  const role = `each side of "${operator}"`;
  if (comparison === undefined) {
    const sides = [left, right].map((side) => buildTyped(context, side, 'number', role));
    return addOperator(plan, ARITHMETIC.get(operator) as Operator, sides);
  }
  const first = buildValue(context, left);
  const isEquality = operator === '==' || operator === '!=';
  const type = isEquality ? plan.nodes[first].type : 'number';
  if (type === 'number') buildTyped(context, left, 'number', role);
  return buildComparison(plan, comparison, first, buildTyped(context, right, type, role));
}

function maybeLabelTest(
  context: BuildContext,
  operator: BinaryOperator,
  left: SyntaxNode,
  right: SyntaxNode,
): number | undefined {
  const [group, text] = right.kind === 'text' ? [left, right] : [right, left];
  if (text.kind !== 'text' || group.kind !== 'name' || !isLabel(group.name)) return undefined;
  if (operator !== '==' && operator !== '!=') {
    throw new ExpressionError(`labels are compared with == and !=, not with ${operator}`, group);
  }
  const label = { kind: 'label', group: group.name, label: text.value } as const;
  const test = addNode(context.plan, label, [], 'boolean');
  return operator === '==' ? test : addOperator(context.plan, negation, [test], 'boolean');
}

function unknownName(context: BuildContext, tree: SyntaxNode, name: string, what: string): ExpressionError {
  const declared = [...context.definitions.keys(), ...context.parameters.keys(), ...context.columns];
  const place = { start: tree.start, end: tree.start + name.length };
  const suggestion = maybeNearest(name, declared);
  return new ExpressionError(
    `unknown ${what} "${name}"`,
    suggestion === undefined ? place : { ...place, suggestion },
  );
}
