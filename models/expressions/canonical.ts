import type { PlanNode } from './plan.js';

/** Anything that holds the nodes of a plan: a plan, or a program. */
interface Nodes {
  readonly nodes: readonly PlanNode[];
}

/** How tightly each form binds; an operand that binds less is put in brackets. */
const LEVEL = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, sign: 7, power: 8, postfix: 9 };

interface Infix {
  readonly symbol: string;
  readonly level: number;
  readonly left: number;
  readonly right: number;
}

const INFIX: ReadonlyMap<string, Infix> = new Map([
  infix('or', LEVEL.or, LEVEL.or, LEVEL.and),
  infix('and', LEVEL.and, LEVEL.and, LEVEL.not),
  ...['<', '<=', '>', '>=', '==', '!='].map((name) => infix(name, LEVEL.comparison, LEVEL.sum, LEVEL.sum)),
  infix('add', LEVEL.sum, LEVEL.sum, LEVEL.product, '+'),
  infix('subtract', LEVEL.sum, LEVEL.sum, LEVEL.product, '-'),
  infix('multiply', LEVEL.product, LEVEL.product, LEVEL.sign, '*'),
  infix('divide', LEVEL.product, LEVEL.product, LEVEL.sign, '/'),
  infix('remainder', LEVEL.product, LEVEL.product, LEVEL.sign, '%'),
  infix('power', LEVEL.power, LEVEL.postfix, LEVEL.sign, '^'),
]);

/**
 * The one way to write a value: every default filled in, every definition written out, brackets only
 * where they are needed. Equal text means equal values, and the text compiles to the same plan.
 */
export function canonicalText(plan: Nodes, index: number): string {
  return write(plan, plan.nodes[index]).text;
}

interface Written {
  readonly text: string;
  readonly level: number;
}

function write(plan: Nodes, node: PlanNode): Written {
  const { operation } = node;
  switch (operation.kind) {
    case 'constant':
      return writeConstant(node, operation.value);
    case 'column':
      return { text: operation.name, level: LEVEL.postfix };
    case 'label':
      return { text: `${operation.group} == ${quoted(operation.label)}`, level: LEVEL.comparison };
    case 'output':
      return writeOutput(plan, node, operation.index);
    case 'indicator': {
      const series = node.arguments.filter((_, k) => operation.operator.inputs[k] === 'series');
      return call(plan, operation.operator.name, series, operation.constants);
    }
    case 'cross': {
      const grouped = operation.by === undefined ? '' : ` by ${operation.by}`;
      return call(plan, operation.operator, node.arguments, operation.constants, grouped);
    }
    case 'operator':
      return writeOperator(plan, node, operation.operator.name, operation.constants);
  }
}

function writeConstant(node: PlanNode, value: number): Written {
  if (node.type === 'boolean') {
    if (Number.isNaN(value)) return { text: 'nan == nan', level: LEVEL.comparison };
    return { text: value === 1 ? 'true' : 'false', level: LEVEL.postfix };
  }
  if (Number.isNaN(value)) return { text: 'nan', level: LEVEL.postfix };
  const isNegative = value < 0 || Object.is(value, -0);
  return { text: numeral(value), level: isNegative ? LEVEL.sign : LEVEL.postfix };
}

function writeOutput(plan: Nodes, node: PlanNode, index: number): Written {
  const owner = plan.nodes[node.arguments[0]];
  const { text } = write(plan, owner);
  if (index === 0 || owner.operation.kind !== 'indicator') return { text, level: LEVEL.postfix };
  return { text: `${text}.${owner.operation.operator.outputs[index]}`, level: LEVEL.postfix };
}

function writeOperator(plan: Nodes, node: PlanNode, name: string, constants: readonly number[]): Written {
  const args = node.arguments;
  const between = INFIX.get(name);
  if (between !== undefined) {
    const left = bracketed(plan, args[0], between.left);
    const right = bracketed(plan, args[1], between.right);
    return { text: `${left} ${between.symbol} ${right}`, level: between.level };
  }
  switch (name) {
    case 'negate':
      return { text: `-${bracketed(plan, args[0], LEVEL.sign)}`, level: LEVEL.sign };
    case 'not':
      return { text: `not ${bracketed(plan, args[0], LEVEL.not)}`, level: LEVEL.not };
    case 'lag':
      return { text: `${bracketed(plan, args[0], LEVEL.postfix)}[${constants[0]}]`, level: LEVEL.postfix };
    case 'sign':
      return writeSign(plan, args);
    default:
      return call(plan, name, args, constants);
  }
}

function writeSign(plan: Nodes, [left, right]: readonly number[]): Written {
  const { operation } = plan.nodes[right];
  if (operation.kind === 'constant' && operation.value === 0) return call(plan, 'sign', [left], []);
  const text = `sign(${bracketed(plan, left, LEVEL.sum)} - ${bracketed(plan, right, LEVEL.product)})`;
  return { text, level: LEVEL.postfix };
}

function call(
  plan: Nodes,
  name: string,
  args: readonly number[],
  constants: readonly number[],
  end = '',
): Written {
  const parts = [...args.map((index) => canonicalText(plan, index)), ...constants.map(numeral)];
  return { text: `${name}(${parts.join(', ')}${end})`, level: LEVEL.postfix };
}

function bracketed(plan: Nodes, index: number, least: number): string {
  const { text, level } = write(plan, plan.nodes[index]);
  return level < least ? `(${text})` : text;
}

function numeral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function quoted(label: string): string {
  return label.includes('"') ? `'${label}'` : `"${label}"`;
}

function infix(
  name: string,
  level: number,
  left: number,
  right: number,
  symbol = name,
): readonly [string, Infix] {
  return [name, { symbol, level, left, right }];
}
