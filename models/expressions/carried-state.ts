import type { PlanNode } from './plan.js';
import type { Program } from './program.js';

/** How the values of stage 0 that later stages read can be brought back without computing stage 0 again. */
export interface CarriedState {
  /** Nodes whose values have to be kept. */
  readonly stored: readonly number[];
  /** Nodes that follow from the close, the times and the labels in a few steps, in the order to compute them. */
  readonly derived: readonly number[];
}

/** Formulas deeper than this are kept rather than computed again. */
const MOST_DEPTH = 6;
const GIVEN_COLUMNS: ReadonlySet<string> = new Set(['close', 'weekday', 'day', 'month', 'year']);

/**
 * What a symbol must carry from stage 0 to the later stages of a program.
 * @param alsoRead further nodes whose values somebody reads after the last stage.
 */
export function carriedState(program: Program, alsoRead: readonly number[] = []): CarriedState {
  const { nodes } = program;
  const read = new Set(alsoRead.filter((node) => nodes[node].level === 0));
  for (const { steps, crossSections } of program.stages.slice(1)) {
    for (const { node } of [...steps, ...crossSections]) {
      for (const argument of nodes[node].arguments) if (nodes[argument].level === 0) read.add(argument);
    }
  }
  const inOrder = [...read].sort((a, b) => a - b);
  const derivable = inOrder.filter((node) => isDerivable(nodes, nodes[node]));
  const derived = new Set<number>();
  for (const node of derivable) addWithArguments(nodes, node, derived);
  return {
    stored: inOrder.filter((node) => !derivable.includes(node)),
    derived: [...derived].sort((a, b) => a - b),
  };
}

function isDerivable(nodes: readonly PlanNode[], { operation, depth, arguments: args }: PlanNode): boolean {
  switch (operation.kind) {
    case 'constant':
    case 'label':
      return true;
    case 'column':
      return GIVEN_COLUMNS.has(operation.name);
    case 'operator':
      return depth <= MOST_DEPTH && args.every((argument) => isDerivable(nodes, nodes[argument]));
    case 'cross':
    case 'indicator':
    case 'output':
      return false;
  }
}

function addWithArguments(nodes: readonly PlanNode[], index: number, into: Set<number>): void {
  into.add(index);
  for (const argument of nodes[index].arguments) addWithArguments(nodes, argument, into);
}
