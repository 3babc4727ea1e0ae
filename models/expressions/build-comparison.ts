import { atLeast, atMost, compareSign, equalTo, greaterThan, lessThan, unequalTo } from './comparison.js';
import { conjunction } from './logic.js';
import type { Operator } from './operator.js';
import { addConstant, addOperator, maybeConstant, type Plan } from './plan.js';
import { lag } from './through-time.js';

export const COMPARISON_OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [lessThan, atMost, greaterThan, atLeast, equalTo, unequalTo].map((operator) => [operator.name, operator]),
);

/**
 * A comparison. A difference compared with zero becomes a comparison of its two sides, so that the
 * rule for ties sees the magnitudes of the sides and not that of their difference.
 */
export function buildComparison(plan: Plan, operator: Operator, left: number, right: number): number {
  const [a, b] = sides(plan, left, right);
  return addOperator(plan, operator, [a, b], 'boolean');
}

/** The sign of a value; of a difference, by the rule for ties. */
export function buildSign(plan: Plan, value: number): number {
  return addOperator(plan, compareSign, sides(plan, value, addConstant(plan, 0)));
}

/** Strictly below (above) on the bar before and strictly above (below) now; a tie in between swallows it. */
export function buildCrossing(plan: Plan, direction: 'over' | 'under', left: number, right: number): number {
  const [a, b] = sides(plan, left, right);
  const before = direction === 'over' ? lessThan : greaterThan;
  const now = direction === 'over' ? greaterThan : lessThan;
  const was = buildComparison(plan, before, buildLag(plan, a, 1), buildLag(plan, b, 1));
  const is = buildComparison(plan, now, a, b);
  return addOperator(plan, conjunction, [was, is], 'boolean');
}

/** The value of some bars ago. A constant has no past of its own; a lag of a lag is one lag. */
export function buildLag(plan: Plan, value: number, bars: number): number {
  const node = plan.nodes[value];
  if (bars === 0 || node.operation.kind === 'constant') return value;
  const { operation } = node;
  if (operation.kind === 'operator' && operation.operator === lag) {
    return buildLag(plan, node.arguments[0], bars + operation.constants[0]);
  }
  return addOperator(plan, lag, [value], node.type, [bars]);
}

function sides(plan: Plan, left: number, right: number): readonly [number, number] {
  if (maybeConstant(plan, right) === 0) {
    const difference = maybeDifference(plan, left);
    if (difference !== undefined) return difference;
  }
  if (maybeConstant(plan, left) === 0) {
    const difference = maybeDifference(plan, right);
    if (difference !== undefined) return [difference[1], difference[0]];
  }
  return [left, right];
}

/** The two sides of a difference, also of a negated and of a lagged one. */
function maybeDifference(plan: Plan, index: number): readonly [number, number] | undefined {
  const { operation, arguments: args } = plan.nodes[index];
  if (operation.kind !== 'operator') return undefined;
  if (operation.operator.name === 'subtract') return [args[0], args[1]];
  const inner =
    operation.operator.name === 'negate' || operation.operator === lag
      ? maybeDifference(plan, args[0])
      : undefined;
  if (inner === undefined) return undefined;
  if (operation.operator === lag) {
    const [bars] = operation.constants;
    return [buildLag(plan, inner[0], bars), buildLag(plan, inner[1], bars)];
  }
  return [inner[1], inner[0]];
}
