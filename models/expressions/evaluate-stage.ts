import type { Arena } from './arena.js';
import { calendarColumn } from './calendar-columns.js';
import type { PlanNode } from './plan.js';
import type { Program } from './program.js';
import type { SymbolInputs } from './symbol-inputs.js';

/** Columns of one symbol that are computed so far: by node, one array per output of the node. */
export type SymbolState = (readonly Float64Array[] | undefined)[];

/** Where a symbol stands in the matrices [session x symbol] that stages exchange. */
export interface PanelPlace {
  /** Column of the symbol, and number of columns. */
  readonly symbol: number;
  readonly symbols: number;
  /** Row of each bar. */
  readonly sessionOfBar: Int32Array;
  /** Date-major; may lie in shared memory. */
  readonly matrices: readonly Float64Array[];
}

/**
 * Computes one stage of a program for one symbol: reads what the step across symbols left in the
 * matrices, computes the local steps, writes what the next step across symbols needs.
 * @param state filled by the stages before; the same object for all stages of a symbol.
 * @param place needed by programs that look across symbols.
 */
export function evaluateStage(
  program: Program,
  stage: number,
  inputs: SymbolInputs,
  state: SymbolState,
  arena: Arena,
  place?: PanelPlace,
): void {
  const { crossSections, steps, exports, releases } = program.stages[stage];
  const length = inputs.bars.time.length;
  for (const { node, matrix } of crossSections) {
    if (!place)
      throw new Error('evaluateStage: a program that looks across symbols needs a place in the panel');
    state[node] = [gather(place, matrix, arena.take(length))];
  }
  for (const step of steps) {
    state[step.node] = compute(program.nodes[step.node], inputs, state, arena, length);
    for (const node of step.releases) release(program, node, state, arena);
  }
  for (const { node, matrix } of exports) {
    if (!place)
      throw new Error('evaluateStage: a program that looks across symbols needs a place in the panel');
    scatter(place, matrix, (state[node] as Float64Array[])[0], inputs.eligible);
  }
  for (const node of releases) release(program, node, state, arena);
}

/** Computes some local nodes of one symbol, in the order given, from what the state holds already. */
export function evaluateNodes(
  program: Program,
  nodes: readonly number[],
  inputs: SymbolInputs,
  state: SymbolState,
  arena: Arena,
): void {
  const length = inputs.bars.time.length;
  for (const node of nodes) state[node] = compute(program.nodes[node], inputs, state, arena, length);
}

/**
 * Gives back what a symbol still holds after a stage, once the outputs of the stage have been read.
 * @param keep nodes to hold on to; what later stages read is kept in any case.
 */
export function releaseState(
  program: Program,
  stage: number,
  state: SymbolState,
  arena: Arena,
  keep: ReadonlySet<number>,
): void {
  const later = program.stages[stage].readLater;
  for (let node = 0; node < state.length; node++) {
    if (state[node] !== undefined && !keep.has(node) && !later.has(node))
      release(program, node, state, arena);
  }
}

/** Columns of the bars themselves are the caller's: they are never given to the arena. */
function release(program: Program, node: number, state: SymbolState, arena: Arena): void {
  const { operation } = program.nodes[node];
  const isOwned =
    operation.kind === 'operator' || operation.kind === 'indicator' || operation.kind === 'cross';
  if (isOwned) for (const array of state[node] ?? []) arena.give(array);
  state[node] = undefined;
}

function compute(
  { operation, arguments: args }: PlanNode,
  inputs: SymbolInputs,
  state: SymbolState,
  arena: Arena,
  length: number,
): readonly Float64Array[] {
  switch (operation.kind) {
    case 'constant':
      return [arena.constant(operation.value, length)];
    case 'column':
      return [column(operation.name, inputs, arena, length)];
    case 'label': {
      const label = inputs[operation.group] ?? undefined;
      const value = label === undefined ? Number.NaN : label === operation.label ? 1 : 0;
      return [arena.constant(value, length)];
    }
    case 'output': {
      const outputs = state[args[0]] as readonly Float64Array[];
      return [outputs[operation.index]];
    }
    case 'operator': {
      const output = arena.take(length);
      operation.operator.compute(valuesOf(args, state), operation.constants, [output]);
      return [output];
    }
    case 'indicator': {
      const outputs = operation.operator.outputs.map(() => arena.take(length));
      operation.operator.compute(valuesOf(args, state), operation.constants, outputs);
      return outputs;
    }
    case 'cross':
      throw new Error('evaluateStage: a step across symbols is not local');
  }
}

function valuesOf(args: readonly number[], state: SymbolState): Float64Array[] {
  return args.map((argument) => (state[argument] as readonly Float64Array[])[0]);
}

function column(name: string, inputs: SymbolInputs, arena: Arena, length: number): Float64Array {
  const { bars, benchmarkClose, extra } = inputs;
  switch (name) {
    case 'open':
    case 'high':
    case 'low':
    case 'close':
    case 'volume':
      return bars[name];
    case 'benchmark_close':
      return benchmarkClose ?? arena.constant(Number.NaN, length);
    case 'weekday':
    case 'day':
    case 'month':
    case 'year': {
      const output = new Float64Array(length);
      calendarColumn(name, bars.time, output);
      return output;
    }
    default: {
      const given = extra?.[name];
      if (given === undefined)
        throw new Error(`evaluateStage: the column "${name}" was declared but not given`);
      return given;
    }
  }
}

function gather(
  { symbol, symbols, sessionOfBar, matrices }: PanelPlace,
  matrix: number,
  output: Float64Array,
): Float64Array {
  const values = matrices[matrix];
  for (let i = 0; i < output.length; i++) output[i] = values[sessionOfBar[i] * symbols + symbol];
  return output;
}

/** A symbol outside the universe takes no part in the session's cross-section. */
function scatter(
  { symbol, symbols, sessionOfBar, matrices }: PanelPlace,
  matrix: number,
  values: Float64Array,
  eligible: Uint8Array | undefined,
): void {
  const target = matrices[matrix];
  for (let i = 0; i < values.length; i++) {
    const isPresent = eligible === undefined || eligible[i] === 1;
    target[sessionOfBar[i] * symbols + symbol] = isPresent ? values[i] : Number.NaN;
  }
}
