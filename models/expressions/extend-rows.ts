import type { IndicatorLoop } from '../indicators/index.js';
import { type Arena, createArena } from './arena.js';
import { columnValues } from './column-values.js';
import { type KeptRows, type KeptSeries, seriesOf } from './kept-rows.js';
import { gather, type PanelPlace, scatter } from './panel-place.js';
import type { PlanNode } from './plan.js';
import type { Program } from './program.js';
import { keepEnd } from './row-keeper.js';
import type { SymbolInputs } from './symbol-inputs.js';

/** Evaluates a program on the bars that follow those a row was kept of, one symbol after another. */
export interface RowExtender {
  /** Takes up a symbol. @param added its further bars and what belongs to them, and nothing before. */
  load(row: Float64Array, added: SymbolInputs): void;
  /** Computes a stage on the further bars, bit for bit as `evaluateStage` does on all. */
  runStage(stage: number, place: PanelPlace): void;
  /** Writes what the next step across symbols needs of a stage that has run to the matrices. */
  exportStage(stage: number, place: PanelPlace): void;
  /** Values of a node on the further bars; valid until the next symbol. */
  values(node: number): Float64Array;
  /** Brings a row up to date, once all stages have run. */
  save(row: Float64Array): void;
}

/** Series of one node over the window: outputs, scratch series, and the indicator's memory. */
interface NodeWindow {
  readonly outputs: readonly Float64Array[];
  readonly scratch: readonly Float64Array[];
  readonly memory: Float64Array;
  readonly loop: IndicatorLoop | undefined;
}

/** @param most further bars that a symbol has at most. */
export function createRowExtender(program: Program, layout: KeptRows, most: number): RowExtender {
  const { nodes } = program;
  const size = layout.history + most;
  const windows = nodes.map((node) => windowOf(node, size));
  const arena = createArena();
  let from = 0;
  let to = 0;
  let inputs: SymbolInputs | undefined;
  const seriesAt = ({ node, series, isScratch }: KeptSeries): Float64Array =>
    windows[node][isScratch ? 'scratch' : 'outputs'][series];
  const windowAt = (index: number): Float64Array => {
    const [node, series] = seriesOf(nodes, index);
    return windows[node].outputs[series];
  };
  const argumentsOf = nodes.map(({ arguments: args }) => args.map(windowAt));

  return {
    load(row, added) {
      const before = row[0];
      from = Math.min(before, layout.history);
      to = from + added.bars.time.length;
      inputs = added;
      for (const { node, offset, length } of layout.memories) {
        const { memory } = windows[node];
        for (let i = 0; i < length; i++) memory[i] = row[offset + i];
      }
      for (const kept of layout.series) {
        const values = seriesAt(kept);
        const count = Math.min(before, kept.depth);
        const source = kept.offset + kept.depth - count;
        for (let i = 0; i < count; i++) values[from - count + i] = row[source + i];
      }
    },
    runStage(stage, place) {
      if (!inputs) throw new Error('runStage: no symbol was loaded');
      const { crossSections, steps } = program.stages[stage];
      for (const { node, matrix } of crossSections) {
        gather(place, matrix, windows[node].outputs[0].subarray(from, to));
      }
      for (const { node } of steps) {
        goOn(nodes[node], windows[node], argumentsOf[node], { from, to }, inputs, arena);
      }
    },
    exportStage(stage, place) {
      for (const { node, matrix } of program.stages[stage].exports) {
        scatter(place, matrix, windowAt(node).subarray(from, to), inputs?.eligible);
      }
    },
    values: (node) => windowAt(node).subarray(from, to),
    save(row) {
      row[0] += to - from;
      for (const { node, offset } of layout.memories) row.set(windows[node].memory, offset);
      for (const kept of layout.series) keepEnd(seriesAt(kept), to, kept, row);
    },
  };
}

function windowOf({ operation }: PlanNode, size: number): NodeWindow {
  const series = (count: number) => Array.from({ length: count }, () => new Float64Array(size));
  const window = { outputs: series(1), scratch: [], memory: new Float64Array(0), loop: undefined };
  if (operation.kind === 'constant') window.outputs[0].fill(operation.value);
  if (operation.kind !== 'indicator') return window;
  const loop = operation.operator.loop(operation.constants);
  const outputs = series(operation.operator.outputs.length);
  return { outputs, scratch: series(loop.scratch), memory: new Float64Array(loop.memory), loop };
}

/** Computes one node on bars `from` up to, not including, `to` of its window. */
function goOn(
  { operation }: PlanNode,
  { outputs, scratch, memory, loop }: NodeWindow,
  args: readonly Float64Array[],
  { from, to }: { readonly from: number; readonly to: number },
  inputs: SymbolInputs,
  arena: Arena,
): void {
  switch (operation.kind) {
    case 'constant':
    case 'output':
    case 'cross':
      return;
    case 'column':
      outputs[0].set(columnValues(operation.name, inputs, arena, to - from), from);
      return;
    case 'label': {
      const label = inputs[operation.group] ?? undefined;
      outputs[0].fill(label === undefined ? Number.NaN : label === operation.label ? 1 : 0, from, to);
      return;
    }
    case 'indicator':
      loop?.run({ from, to, inputs: args, outputs, scratch, memory });
      return;
    case 'operator': {
      const { operator, constants } = operation;
      const output = outputs[0].subarray(from, to);
      if (operator.goOn) {
        const added = args.map((values) => values.subarray(from, to));
        operator.goOn(added, output, from > 0 ? outputs[0][from - 1] : Number.NaN);
        return;
      }
      const start = Math.max(0, from - (operator.history?.(constants) ?? 0));
      const seen = args.map((values) => values.subarray(start, to));
      if (start === from) {
        operator.compute(seen, constants, [output]);
        return;
      }
      const whole = new Float64Array(to - start);
      operator.compute(seen, constants, [whole]);
      output.set(whole.subarray(from - start));
    }
  }
}
