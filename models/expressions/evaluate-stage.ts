import type { Arena } from './arena.js';
import { columnValues } from './column-values.js';
import { gather, type PanelPlace, scatter } from './panel-place.js';
import type { PlanNode } from './plan.js';
import type { Program } from './program.js';
import type { RowKeeper } from './row-keeper.js';
import type { SymbolInputs } from './symbol-inputs.js';

/** Columns of one symbol that are computed so far: by node, one array per output of the node. */
export type SymbolState = (readonly Float64Array[] | undefined)[];

/**
 * Computes one stage of a program for one symbol: reads what the step across symbols left in the
 * matrices, computes the local steps, writes what the next step across symbols needs.
 * @param state filled by the stages before; the same object for all stages of a symbol.
 * @param place needed by programs that look across symbols.
 * @param keeper told of every value, where the ends of the series shall be kept.
 */
export function evaluateStage(
  program: Program,
  stage: number,
  inputs: SymbolInputs,
  state: SymbolState,
  arena: Arena,
  place?: PanelPlace,
  keeper?: RowKeeper,
): void {
  const { crossSections, steps, exports, releases } = program.stages[stage];
  const length = inputs.bars.time.length;
  for (const { node, matrix } of crossSections) {
    if (!place)
      throw new Error('evaluateStage: a program that looks across symbols needs a place in the panel');
    state[node] = [gather(place, matrix, arena.take(length))];
    keeper?.keep(node, state[node]);
  }
  for (const step of steps) {
    const outputs = compute(program.nodes[step.node], inputs, state, arena, length, keeper);
    state[step.node] = outputs;
    keeper?.keep(step.node, outputs);
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
  node: PlanNode,
  inputs: SymbolInputs,
  state: SymbolState,
  arena: Arena,
  length: number,
  keeper?: RowKeeper,
): readonly Float64Array[] {
  const { operation, arguments: args } = node;
  switch (operation.kind) {
    case 'constant':
      return [arena.constant(operation.value, length)];
    case 'column':
      return [columnValues(operation.name, inputs, arena, length)];
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
      if (keeper) keeper.runIndicator(node, valuesOf(args, state), outputs);
      else runIndicator(operation, valuesOf(args, state), outputs, arena, length);
      return outputs;
    }
    case 'cross':
      throw new Error('evaluateStage: a step across symbols is not local');
  }
}

/** As the indicator's `compute`, its scratch series from the arena: fresh ones cost more than many a loop. */
function runIndicator(
  { operator, constants }: Extract<PlanNode['operation'], { kind: 'indicator' }>,
  inputs: readonly Float64Array[],
  outputs: readonly Float64Array[],
  arena: Arena,
  length: number,
): void {
  const loop = operator.loop(constants);
  const scratch = Array.from({ length: loop.scratch }, () => arena.take(length));
  loop.run({ from: 0, to: length, inputs, outputs, scratch, memory: new Float64Array(loop.memory) });
  for (const series of scratch) arena.give(series);
}

function valuesOf(args: readonly number[], state: SymbolState): Float64Array[] {
  return args.map((argument) => (state[argument] as readonly Float64Array[])[0]);
}
