import type { LastSteps } from './last-steps.js';
import type { Program } from './program.js';

/** What the further bars of many symbols have come to, one symbol after another. */
export interface BarBatch {
  /** Notes a symbol of so many bars, from its values by node. */
  add(bars: number, valuesOf: (node: number) => Float64Array): void;
  /** Computes what looks at single bars, of all symbols noted, for the first stages. */
  complete(stages: number): void;
  /** Values of a node for the symbol that was noted as the nth, once they are complete. */
  values(nth: number, node: number): Float64Array;
  /** Forgets the symbols. */
  clear(): void;
}

/**
 * A batch in which a program's last steps are done for all symbols at once: a step that is started for each symbol and
 * has one bar to do takes many times as long.
 * @param total bars of all symbols. @param asked nodes whose values will be asked for, besides outputs.
 */
export function createBarBatch(
  { nodes, outputs }: Program,
  last: LastSteps,
  total: number,
  asked: readonly number[],
): BarBatch {
  const done = new Set(last.stages.flat());
  const columns = new Map<number, Float64Array>();
  for (const node of [...last.reads, ...done, ...outputs.map(({ node }) => node), ...asked]) {
    const { operation } = nodes[node];
    const values = new Float64Array(total);
    columns.set(node, operation.kind === 'constant' ? values.fill(operation.value) : values);
  }
  const noted = [...columns].filter(([node]) => !done.has(node) && nodes[node].operation.kind !== 'constant');
  const starts = [0];
  const columnOf = (node: number): Float64Array => {
    const column = columns.get(node);
    if (column === undefined) throw new Error(`node ${node} of the program was not asked for`);
    return column;
  };
  return {
    add(bars, valuesOf) {
      const start = starts[starts.length - 1];
      for (const [node, column] of noted) {
        const values = valuesOf(node);
        for (let i = 0; i < bars; i++) column[start + i] = values[i];
      }
      starts.push(start + bars);
    },
    complete(stages) {
      for (const node of last.stages.slice(0, stages).flat()) {
        const { operation, arguments: args } = nodes[node];
        if (operation.kind !== 'operator') continue;
        operation.operator.compute(args.map(columnOf), operation.constants, [columnOf(node)]);
      }
    },
    values: (nth, node) => columnOf(node).subarray(starts[nth], starts[nth + 1]),
    clear() {
      starts.length = 1;
    },
  };
}
