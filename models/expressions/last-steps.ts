import type { KeptRows } from './kept-rows.js';
import type { PlanNode } from './plan.js';
import type { Program } from './program.js';

/** Steps of a program that look at single bars, and whose values nobody reads who does not. */
export interface LastSteps {
  /** By stage: nodes in the order to compute them. */
  readonly stages: readonly (readonly number[])[];
  /** Other nodes that they read. */
  readonly reads: ReadonlySet<number>;
}

/**
 * Which steps can be left to the last and then be done for the bars of many symbols at once: no earlier value of
 * them is asked for, by a row or by a step that looks back, and none across symbols.
 */
export function lastSteps({ nodes, stages }: Program, { series }: KeptRows): LastSteps {
  const isRead = new Set([
    ...series.map(({ node }) => node),
    ...stages.flatMap(({ exports }) => exports.map(({ node }) => node)),
  ]);
  const last = new Set<number>();
  // Arguments come before those that read them: backwards, all readers of a node are known when it is reached.
  for (const node of nodes.toReversed()) {
    if (!isRead.has(node.index) && isOfSingleBars(node)) last.add(node.index);
    else for (const argument of node.arguments) isRead.add(argument);
  }
  const reads = [...last].flatMap((node) => nodes[node].arguments).filter((node) => !last.has(node));
  return {
    stages: stages.map(({ steps }) => steps.map(({ node }) => node).filter((node) => last.has(node))),
    reads: new Set(reads),
  };
}

function isOfSingleBars({ operation }: PlanNode): boolean {
  if (operation.kind !== 'operator') return false;
  const { history, goOn } = operation.operator;
  return goOn === undefined && history?.(operation.constants) === 0;
}
