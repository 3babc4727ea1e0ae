import type { IndicatorLoop, Span } from '../indicators/index.js';
import { type Arena, createArena } from './arena.js';
import { columnValues } from './column-values.js';
import { type KeptRows, seriesOf } from './kept-rows.js';
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

/** One node over the window of earlier and further bars. */
interface NodeWindow {
  readonly node: PlanNode;
  readonly outputs: readonly Float64Array[];
  readonly scratch: readonly Float64Array[];
  readonly memory: Float64Array;
  readonly loop: IndicatorLoop | undefined;
}

/** What one node reads and writes of the windows, for symbols that stand at the same place in them. */
interface NodeViews {
  readonly span: Span;
  /** The further bars of its first output. */
  readonly added: Float64Array;
  /** The further bars of its value, which for one of several outputs is another node's. */
  readonly value: Float64Array;
  /** Its arguments, from the earliest bar that an operator reads, and as many outputs. */
  readonly seen: readonly Float64Array[];
  readonly whole: readonly Float64Array[];
}

const IN_PLACE: ReadonlySet<PlanNode['operation']['kind']> = new Set(['constant', 'output', 'cross']);

/** @param most further bars that a symbol has at most. */
export function createRowExtender(program: Program, layout: KeptRows, most: number): RowExtender {
  const { nodes } = program;
  const windows = nodes.map((node) => windowOf(node, layout.history + most));
  const windowAt = (index: number): Float64Array => {
    const [node, series] = seriesOf(nodes, index);
    return windows[node].outputs[series];
  };
  // A row is copied here as a whole, and from here into the windows: views are made once and not for every symbol.
  const present = new Float64Array(layout.width);
  const kept = layout.series.map((series) => {
    const { outputs, scratch } = windows[series.node];
    return { ...series, values: (series.isScratch ? scratch : outputs)[series.series] };
  });
  const memories = layout.memories.map(({ node, offset, length }) => {
    return { memory: windows[node].memory, before: present.subarray(offset, offset + length), offset };
  });
  const argumentsOf = nodes.map(({ arguments: args }) => args.map(windowAt));
  const arena = createArena();
  // Constants stand in their windows already, and outputs in their indicators'.
  const stepsOf = program.stages.map(({ steps }) =>
    steps.map(({ node }) => node).filter((node) => !IN_PLACE.has(nodes[node].operation.kind)),
  );
  let from = 0;
  let to = 0;
  let views: readonly NodeViews[] = [];
  let ends: readonly { readonly values: Float64Array; readonly before: Float64Array; readonly at: number }[] =
    [];
  let inputs: SymbolInputs | undefined;

  return {
    load(row, added) {
      const before = row[0];
      const start = Math.min(before, layout.history);
      const end = start + added.bars.time.length;
      if (views.length === 0 || start !== from || end !== to) {
        [from, to] = [start, end];
        views = windows.map((window, k) => viewsOf(window, argumentsOf[k], windowAt(k), from, to));
        ends = kept.map(({ values, depth, offset }) => {
          const count = Math.min(before, depth);
          return {
            values,
            before: present.subarray(offset + depth - count, offset + depth),
            at: from - count,
          };
        });
      }
      inputs = added;
      present.set(row.length === present.length ? row : row.subarray(0, present.length));
      for (const { memory, before: kept } of memories) memory.set(kept);
      for (const { values, before: kept, at } of ends) values.set(kept, at);
    },
    runStage(stage, place) {
      if (!inputs) throw new Error('runStage: no symbol was loaded');
      for (const { node, matrix } of program.stages[stage].crossSections)
        gather(place, matrix, views[node].added);
      for (const node of stepsOf[stage]) goOn(windows[node], views[node], inputs, arena);
    },
    exportStage(stage, place) {
      for (const { node, matrix } of program.stages[stage].exports) {
        scatter(place, matrix, views[node].value, inputs?.eligible);
      }
    },
    values: (node) => views[node].value,
    save(row) {
      row[0] += to - from;
      for (const { memory, offset } of memories) row.set(memory, offset);
      for (const series of kept) keepEnd(series.values, to, series, row);
    },
  };
}

function windowOf(node: PlanNode, size: number): NodeWindow {
  const { operation } = node;
  const series = (count: number) => Array.from({ length: count }, () => new Float64Array(size));
  const window = { node, outputs: series(1), scratch: [], memory: new Float64Array(0), loop: undefined };
  if (operation.kind === 'constant') window.outputs[0].fill(operation.value);
  if (operation.kind !== 'indicator') return window;
  const loop = operation.operator.loop(operation.constants);
  const outputs = series(operation.operator.outputs.length);
  return { node, outputs, scratch: series(loop.scratch), memory: new Float64Array(loop.memory), loop };
}

function viewsOf(
  window: NodeWindow,
  args: readonly Float64Array[],
  own: Float64Array,
  from: number,
  to: number,
): NodeViews {
  const { node, outputs, scratch, memory } = window;
  const { operation } = node;
  const added = outputs[0].subarray(from, to);
  const earlier =
    operation.kind === 'operator' ? (operation.operator.history?.(operation.constants) ?? 0) : 0;
  const start = Math.max(0, from - earlier);
  return {
    span: { from, to, inputs: args, outputs, scratch, memory },
    added,
    value: own.subarray(from, to),
    seen: operation.kind === 'operator' ? args.map((values) => values.subarray(start, to)) : [],
    whole: [start === from ? added : new Float64Array(to - start)],
  };
}

/** Computes one node on the further bars. */
function goOn(window: NodeWindow, views: NodeViews, inputs: SymbolInputs, arena: Arena): void {
  const { operation } = window.node;
  const { span, added, seen, whole } = views;
  switch (operation.kind) {
    case 'constant':
    case 'output':
    case 'cross':
      return;
    case 'column':
      added.set(columnValues(operation.name, inputs, arena, added.length));
      return;
    case 'label': {
      const label = inputs[operation.group] ?? undefined;
      added.fill(label === undefined ? Number.NaN : label === operation.label ? 1 : 0);
      return;
    }
    case 'indicator':
      window.loop?.run(span);
      return;
    case 'operator': {
      const { operator, constants } = operation;
      if (operator.goOn) {
        operator.goOn(seen, added, span.from > 0 ? window.outputs[0][span.from - 1] : Number.NaN);
        return;
      }
      operator.compute(seen, constants, whole);
      if (whole[0] !== added) added.set(whole[0].subarray(whole[0].length - added.length));
    }
  }
}
