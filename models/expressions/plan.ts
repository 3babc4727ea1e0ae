import type { Indicator } from '../indicators/index.js';
import type { Operator } from './operator.js';

/** What a value is: a number, or a condition that is true, false or unknown. */
export type ValueType = 'number' | 'boolean';
/** The label of a symbol by which cross-sections are grouped. */
export type Group = 'sector' | 'industry';
/** A step across all symbols of one session. */
export type CrossSection = 'rank' | 'zscore' | 'demean' | 'scale';

/** How the value of a node comes about. */
export type Operation =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'label'; readonly group: Group; readonly label: string }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly constants: readonly number[] }
  | { readonly kind: 'indicator'; readonly operator: Indicator; readonly constants: readonly number[] }
  | { readonly kind: 'output'; readonly index: number }
  | {
      readonly kind: 'cross';
      readonly operator: CrossSection;
      readonly by: Group | undefined;
      readonly constants: readonly number[];
    };

/** One value of the plan. Arguments are indexes of earlier nodes; equal nodes are one node. */
export interface PlanNode {
  readonly index: number;
  readonly operation: Operation;
  readonly arguments: readonly number[];
  readonly type: ValueType;
  /** Bars from the first one on which the value is unknown for want of history. */
  readonly lookback: number;
  /**
   * Stage of the program in which this value is computed: the number of cross-sections that must be finished
   * before it can be, and one more where some columns are late.
   */
  readonly level: number;
  /** Nodes and height of the formula written out in full; both are bounded. */
  readonly size: number;
  readonly depth: number;
}

/** A growing plan: nodes in an order in which they can be computed, and where each is found. */
export interface Plan {
  readonly nodes: PlanNode[];
  readonly known: Map<string, number>;
  /** Columns that come a stage later than the bars; see `CompileOptions.lateColumns`. */
  readonly lateColumns: ReadonlySet<string>;
}

export function createPlan(lateColumns: Iterable<string> = []): Plan {
  return { nodes: [], known: new Map(), lateColumns: new Set(lateColumns) };
}

const COMMUTATIVE: ReadonlySet<string> = new Set(['add', 'multiply', '==', '!=']);

/**
 * Adds a value to the plan, unless the plan holds it already: that is where common subexpressions
 * become one. An operator on constants alone is computed here and now, by the kernel that would have
 * computed it later, so that folding changes no bit.
 *
 * @returns the index of the node.
 */
export function addNode(
  plan: Plan,
  operation: Operation,
  args: readonly number[] = [],
  type: ValueType = 'number',
): number {
  const folded = maybeFold(plan, operation, args);
  if (folded !== undefined) return addNode(plan, { kind: 'constant', value: folded }, [], type);
  const key = `${operationKey(operation, type)}(${orderedArguments(operation, args).join(',')})`;
  const existing = plan.known.get(key);
  if (existing !== undefined) return existing;
  const nodes = args.map((index) => plan.nodes[index]);
  const index = plan.nodes.length;
  plan.nodes.push({
    index,
    operation,
    arguments: args,
    type,
    lookback: greatest(nodes.map(({ lookback }) => lookback)) + ownLookback(operation),
    level: levelOf(plan, operation, greatest(nodes.map(({ level }) => level))),
    size: 1 + nodes.reduce((total, { size }) => total + size, 0),
    depth: 1 + greatest(nodes.map(({ depth }) => depth)),
  });
  plan.known.set(key, index);
  return index;
}

/** A constant of the plan. */
export function addConstant(plan: Plan, value: number, type: ValueType = 'number'): number {
  return addNode(plan, { kind: 'constant', value }, [], type);
}

/** A column of the symbol. */
export function addColumn(plan: Plan, name: string): number {
  return addNode(plan, { kind: 'column', name });
}

/** An operator with its inputs. */
export function addOperator(
  plan: Plan,
  operator: Operator,
  args: readonly number[],
  type: ValueType = 'number',
  constants: readonly number[] = [],
): number {
  return addNode(plan, { kind: 'operator', operator, constants }, args, type);
}

/** The value of a node that is a constant, else undefined. */
export function maybeConstant(plan: Plan, index: number): number | undefined {
  const { operation } = plan.nodes[index];
  return operation.kind === 'constant' ? operation.value : undefined;
}

function maybeFold(plan: Plan, operation: Operation, args: readonly number[]): number | undefined {
  if (operation.kind !== 'operator' || args.length === 0) return undefined;
  if (operation.operator.lookback(operation.constants) > 0 || operation.operator.name === 'count')
    return undefined;
  const values = args.map((index) => maybeConstant(plan, index));
  if (!values.every((value) => value !== undefined)) return undefined;
  const output = new Float64Array(1);
  const inputs = values.map((value) => Float64Array.of(value));
  operation.operator.compute(inputs, operation.constants, [output]);
  return output[0];
}

/** One node as canonical text. @param numberOf how an argument is called. */
export function nodeKey(
  { operation, arguments: args, type }: PlanNode,
  numberOf: (index: number) => number,
): string {
  return `${operationKey(operation, type)}(${args.map(numberOf).join(',')})`;
}

function operationKey(operation: Operation, type: ValueType): string {
  switch (operation.kind) {
    case 'constant':
      return `${type} ${Object.is(operation.value, -0) ? '-0' : operation.value}`;
    case 'column':
      return `column ${operation.name}`;
    case 'label':
      return `${operation.group} ${JSON.stringify(operation.label)}`;
    case 'operator':
      return `operator ${operation.operator.name} ${operation.constants.join(' ')}`;
    case 'indicator':
      return `indicator ${operation.operator.name} ${operation.constants.join(' ')}`;
    case 'output':
      return `output ${operation.index}`;
    case 'cross':
      return `cross ${operation.operator} ${operation.by ?? ''} ${operation.constants.join(' ')}`;
  }
}

function orderedArguments(operation: Operation, args: readonly number[]): readonly number[] {
  const isCommutative = operation.kind === 'operator' && COMMUTATIVE.has(operation.operator.name);
  return isCommutative ? [...args].sort((a, b) => a - b) : args;
}

/** Late columns have stage 1 to themselves: no cross-section comes before it. */
function levelOf({ lateColumns }: Plan, operation: Operation, levelOfArguments: number): number {
  if (operation.kind === 'column' && lateColumns.has(operation.name)) return 1;
  if (operation.kind !== 'cross') return levelOfArguments;
  return Math.max(levelOfArguments, lateColumns.size > 0 ? 1 : 0) + 1;
}

function ownLookback(operation: Operation): number {
  if (operation.kind !== 'operator' && operation.kind !== 'indicator') return 0;
  return operation.operator.lookback(operation.constants);
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
