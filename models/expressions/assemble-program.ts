import { nodeKey, type PlanNode } from './plan.js';
import type { Program, ProgramOutput, Stage } from './program.js';

/**
 * The program that computes some nodes of a plan: what they do not need is dropped, steps across symbols
 * are put behind barriers, memory is given back after its last reader.
 */
export function assembleProgram(nodes: readonly PlanNode[], outputs: readonly ProgramOutput[]): Program {
  const needed = reachable(
    nodes,
    outputs.map(({ node }) => node),
  );
  const matrixOf = assignMatrices(needed);
  return {
    outputs,
    lookback: Math.max(0, ...outputs.map(({ lookback }) => lookback)),
    columns: columnsOf(needed),
    isCrossSectional: matrixOf.size > 0,
    stages: stagesOf(nodes, needed, outputs, matrixOf),
    matrices: Math.max(0, ...[...matrixOf.values()].map((matrix) => matrix + 1)),
    key: programKey(nodes, outputs),
    nodes,
  };
}

/**
 * A matrix for every step across symbols. Steps of different stages share matrices: a symbol gathers its
 * column of all of a stage's matrices before it writes that column for the next stage, and nobody else
 * touches the column.
 */
function assignMatrices(needed: readonly PlanNode[]): ReadonlyMap<number, number> {
  const matrixOf = new Map<number, number>();
  const used = new Map<number, number>();
  for (const { index, operation, level } of needed) {
    if (operation.kind !== 'cross') continue;
    const matrix = used.get(level) ?? 0;
    matrixOf.set(index, matrix);
    used.set(level, matrix + 1);
  }
  return matrixOf;
}

/** Nodes that an output needs, in the order of the plan. */
function reachable(nodes: readonly PlanNode[], roots: readonly number[]): readonly PlanNode[] {
  const isNeeded = new Uint8Array(nodes.length);
  for (const root of roots) isNeeded[root] = 1;
  for (let index = nodes.length - 1; index >= 0; index--) {
    if (isNeeded[index] === 1) for (const argument of nodes[index].arguments) isNeeded[argument] = 1;
  }
  return nodes.filter(({ index }) => isNeeded[index] === 1);
}

function columnsOf(needed: readonly PlanNode[]): readonly string[] {
  const names = needed.flatMap(({ operation }) => {
    if (operation.kind === 'column') return [operation.name];
    if (operation.kind === 'label') return [operation.group as string];
    return operation.kind === 'cross' && operation.by ? [operation.by as string] : [];
  });
  return [...new Set(names)].sort();
}

function stagesOf(
  nodes: readonly PlanNode[],
  needed: readonly PlanNode[],
  outputs: readonly ProgramOutput[],
  matrixOf: ReadonlyMap<number, number>,
): readonly Stage[] {
  const kept = new Set(outputs.map(({ node }) => owner(nodes, node)));
  const lastReader = lastReaders(nodes, needed);
  const levels = Math.max(0, ...needed.map(({ level }) => level));
  return Array.from({ length: levels + 1 }, (_, level) => {
    const local = needed.filter((node) => node.level === level && node.operation.kind !== 'cross');
    const crossing = needed.filter((node) => node.level === level + 1 && node.operation.kind === 'cross');
    const arrived = needed.filter((node) => node.level === level && node.operation.kind === 'cross');
    const isFree = (index: number, reader: number) => lastReader.get(index) === reader && !kept.has(index);
    return {
      crossSections: arrived.map(({ index }) => ({ node: index, matrix: matrixOf.get(index) ?? 0 })),
      steps: local.map(({ index, arguments: args }) => ({
        node: index,
        releases: [...new Set(args.map((argument) => owner(nodes, argument)))].filter((argument) =>
          isFree(argument, index),
        ),
      })),
      exports: crossing.map(({ index, arguments: [node] }) => ({ node, matrix: matrixOf.get(index) ?? 0 })),
      releases: [...new Set(crossing.map(({ arguments: [node] }) => owner(nodes, node)))].filter((argument) =>
        crossing.some(({ index }) => isFree(argument, index)),
      ),
      readLater: new Set(
        needed
          .filter((node) => node.level > level + (node.operation.kind === 'cross' ? 1 : 0))
          .flatMap(({ arguments: args }) => args.flatMap((argument) => [argument, owner(nodes, argument)])),
      ),
    };
  });
}

/** An output of an indicator lives in the indicator's memory. */
function owner(nodes: readonly PlanNode[], index: number): number {
  const { operation, arguments: args } = nodes[index];
  return operation.kind === 'output' ? args[0] : index;
}

/** Last node, in order of computing, that reads a node's memory. */
function lastReaders(nodes: readonly PlanNode[], needed: readonly PlanNode[]): ReadonlyMap<number, number> {
  const inOrder = [...needed].sort((a, b) => a.level - b.level || rankOf(a) - rankOf(b) || a.index - b.index);
  const last = new Map<number, number>();
  for (const { index, operation, arguments: args } of inOrder) {
    if (operation.kind === 'output') continue;
    for (const argument of args) last.set(owner(nodes, argument), index);
  }
  return last;
}

/** Within a level, what arrives from across symbols comes before what is computed from it. */
function rankOf({ operation }: PlanNode): number {
  return operation.kind === 'cross' ? 0 : 1;
}

/** Text of the plan, in the order in which its outputs read it: how the plan came about leaves no trace. */
function programKey(nodes: readonly PlanNode[], outputs: readonly ProgramOutput[]): string {
  const numbers = new Map<number, number>();
  const lines: string[] = [];
  const write = (index: number): void => {
    if (numbers.has(index)) return;
    nodes[index].arguments.forEach(write);
    numbers.set(index, lines.length);
    lines.push(nodeKey(nodes[index], (argument) => numbers.get(argument) ?? -1));
  };
  for (const { node } of outputs) write(node);
  return [...lines, ...outputs.map(({ name, node }) => `${name}=${numbers.get(node)}`)].join('\n');
}
