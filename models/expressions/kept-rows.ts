import type { PlanNode } from './plan.js';
import type { Program } from './program.js';

/** The last values of one series of a program, and where they stand in a row; the latest comes last. */
export interface KeptSeries {
  readonly node: number;
  /** Which of the node's outputs, or of its scratch series. */
  readonly series: number;
  readonly isScratch: boolean;
  readonly depth: number;
  readonly offset: number;
}

/** What an indicator keeps beside its series, and where. */
export interface KeptMemory {
  readonly node: number;
  readonly length: number;
  readonly offset: number;
}

/**
 * How the end of a symbol's evaluation is laid out as one row of numbers, so that the evaluation can go on
 * from there: number of bars so far, then for each series as many last values as somebody looks back at, and
 * each indicator's memory.
 */
export interface KeptRows {
  /** Numbers in a row. */
  readonly width: number;
  /** The most bars that anything looks back at. */
  readonly history: number;
  readonly series: readonly KeptSeries[];
  readonly memories: readonly KeptMemory[];
}

/** The layout for a program; undefined when one of its steps can only be done from the first bar on. */
export function keptRows({ nodes }: Program): KeptRows | undefined {
  const depths = new Map<string, KeptSeries>();
  const memories: KeptMemory[] = [];
  let width = 1;
  const need = (node: number, series: number, isScratch: boolean, depth: number): void => {
    if (depth === 0 || nodes[node].operation.kind === 'constant') return;
    const key = `${node} ${series} ${isScratch}`;
    const known = depths.get(key)?.depth ?? 0;
    if (depth > known) depths.set(key, { node, series, isScratch, depth, offset: 0 });
  };
  for (const { index, operation, arguments: args } of nodes) {
    const history = historyOf(operation);
    if (history === undefined) return undefined;
    for (const argument of args) need(...seriesOf(nodes, argument), false, history);
    if (operation.kind === 'operator' && operation.operator.goOn) need(index, 0, false, 1);
    if (operation.kind !== 'indicator') continue;
    const { outputHistory, scratch, memory } = operation.operator.loop(operation.constants);
    operation.operator.outputs.forEach((_, series) => need(index, series, false, outputHistory));
    for (let series = 0; series < scratch; series++) need(index, series, true, history);
    if (memory > 0) memories.push({ node: index, length: memory, offset: width });
    width += memory;
  }
  const series = [...depths.values()].map((kept) => {
    const placed = { ...kept, offset: width };
    width += kept.depth;
    return placed;
  });
  return { width, history: Math.max(0, ...series.map(({ depth }) => depth)), series, memories };
}

/** The node that holds a value, and which of its outputs it is. */
export function seriesOf(nodes: readonly PlanNode[], index: number): [node: number, series: number] {
  const { operation, arguments: args } = nodes[index];
  return operation.kind === 'output' ? [args[0], operation.index] : [index, 0];
}

function historyOf(operation: PlanNode['operation']): number | undefined {
  switch (operation.kind) {
    case 'indicator':
      return operation.operator.loop(operation.constants).history;
    case 'operator': {
      const { history, goOn } = operation.operator;
      return history?.(operation.constants) ?? (goOn ? 0 : undefined);
    }
    case 'constant':
    case 'column':
    case 'label':
    case 'output':
    case 'cross':
      return 0;
  }
}
