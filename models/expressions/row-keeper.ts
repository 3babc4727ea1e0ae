import type { KeptMemory, KeptRows, KeptSeries } from './kept-rows.js';
import type { PlanNode } from './plan.js';

/** Writes the ends of one symbol's series into a row, while an evaluation over all its bars goes on. */
export interface RowKeeper {
  /** Computes an indicator as its `compute` does, and keeps its memory and scratch series. */
  runIndicator(node: PlanNode, inputs: readonly Float64Array[], outputs: readonly Float64Array[]): void;
  /** Keeps the ends of a node's outputs. */
  keep(node: number, outputs: readonly Float64Array[]): void;
}

/** A keeper of rows of one program; `rowOf` is where the present symbol's values go. */
export function createRowKeeper(layout: KeptRows, rowOf: () => Float64Array): RowKeeper {
  const outputsOf = byNode(layout.series.filter(({ isScratch }) => !isScratch));
  const scratchOf = byNode(layout.series.filter(({ isScratch }) => isScratch));
  const memoryOf = new Map(layout.memories.map((memory): [number, KeptMemory] => [memory.node, memory]));
  return {
    runIndicator({ index, operation }, inputs, outputs) {
      if (operation.kind !== 'indicator') throw new Error('runIndicator: the node is no indicator');
      const loop = operation.operator.loop(operation.constants);
      const { length } = inputs[0];
      const scratch = Array.from({ length: loop.scratch }, () => new Float64Array(length));
      const memory = new Float64Array(loop.memory);
      loop.run({ from: 0, to: length, inputs, outputs, scratch, memory });
      const row = rowOf();
      const kept = memoryOf.get(index);
      if (kept) row.set(memory, kept.offset);
      for (const series of scratchOf.get(index) ?? []) keepEnd(scratch[series.series], length, series, row);
    },
    keep(node, outputs) {
      for (const series of outputsOf.get(node) ?? []) {
        const values = outputs[series.series];
        keepEnd(values, values.length, series, rowOf());
      }
    },
  };
}

/** Copies the last values before `to`; where there are fewer than the depth, the front of the place is left as it is. */
export function keepEnd(
  values: Float64Array,
  to: number,
  { depth, offset }: KeptSeries,
  row: Float64Array,
): void {
  const count = Math.min(to, depth);
  const start = to - count;
  const target = offset + depth - count;
  for (let i = 0; i < count; i++) row[target + i] = values[start + i];
}

function byNode(series: readonly KeptSeries[]): ReadonlyMap<number, readonly KeptSeries[]> {
  const found = new Map<number, KeptSeries[]>();
  for (const one of series) {
    const list = found.get(one.node) ?? [];
    list.push(one);
    found.set(one.node, list);
  }
  return found;
}
