import { createArena } from './arena.js';
import { assembleProgram } from './assemble-program.js';
import { canonicalText } from './canonical.js';
import { evaluateCrossSection } from './cross-section.js';
import { type Panel, sessionsOfBars } from './evaluate.js';
import { evaluateStage, releaseState, type SymbolState } from './evaluate-stage.js';
import type { PlanNode, ValueType } from './plan.js';
import type { Program, ProgramOutput } from './program.js';
import type { SymbolInputs } from './symbol-inputs.js';

/** Levels below a number whose values are shown; a condition is taken apart to its comparisons. */
const NUMBER_DEPTH = 3;
const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** What one part of an expression came to on one bar, and from what. */
export interface Explanation {
  /** Canonical text of the part. */
  readonly text: string;
  readonly type: ValueType;
  /** Name of what the part does: and, or, not, <, sma, constant, close, … */
  readonly operator: string;
  /** The number; of a condition 1, 0 or, where unknown, NaN. */
  readonly value: number;
  /** How a condition stands; undefined for a number. */
  readonly status: 'met' | 'not met' | 'unknown' | undefined;
  /**
   * Of a comparison of numbers, how far the left side is on the side where the comparison passes: at or
   * below zero it is so far from passing (exactly zero decides by the operator). NaN when unknown.
   */
  readonly margin: number | undefined;
  /** margin / |right side|; NaN when the right side is zero or unknown. */
  readonly relativeMargin: number | undefined;
  /** Bar on which the part was looked at: earlier than that of the whole inside a lagged condition. */
  readonly bar: number;
  /** Clauses of a condition, both sides of a comparison, arguments of a number. */
  readonly parts: readonly Explanation[];
}

/**
 * Why an output is what it is on one bar: "why not?" asked of a condition gives every clause with its
 * values and its distance from passing.
 * @param inputs the symbol, or a panel with the index of the symbol in it, which a program that looks
 *   across symbols needs.
 * @param bar index of the bar of the symbol.
 * @throws when the program has no such output, the symbol no such bar, or a panel is needed.
 */
export function explain(
  program: Program,
  outputName: string,
  inputs: SymbolInputs | { readonly panel: Panel; readonly symbol: number },
  bar: number,
): Explanation {
  const output = program.outputs.find(({ name }) => name === outputName);
  if (output === undefined) {
    const names = program.outputs.map(({ name }) => name).join(', ');
    throw new Error(`explain: the program has no output "${outputName}"; it has ${names}`);
  }
  const target = 'panel' in inputs ? inputs.panel.symbols[inputs.symbol] : inputs;
  if (target === undefined) throw new Error('explain: the panel has no such symbol');
  const bars = target.bars.time.length;
  if (!Number.isInteger(bar) || bar < 0 || bar >= bars) {
    throw new Error(`explain: bar ${bar} is not one of the ${bars} bars of the symbol`);
  }
  const shown = new Set<number>();
  collect(program, output.node, NUMBER_DEPTH, shown);
  const wider = assembleProgram(
    program.nodes,
    [...shown].map((node) => asOutput(program.nodes[node])),
  );
  const state = evaluateOne(wider, inputs);
  const valueAt = (node: number, at: number): number =>
    at < 0 ? Number.NaN : (state[node] as readonly Float64Array[])[0][at];
  return describe(program, output.node, NUMBER_DEPTH, bar, valueAt);
}

function describe(
  program: Program,
  index: number,
  depth: number,
  bar: number,
  valueAt: (node: number, bar: number) => number,
): Explanation {
  const node = program.nodes[index];
  const value = valueAt(index, bar);
  const at = bar - laggedBars(node);
  const parts = partsOf(program, node, depth).map((part) =>
    describe(program, part, depthBelow(node, depth), at, valueAt),
  );
  const operator = operatorOf(program, node);
  const isComparison = COMPARISONS.has(operator) && parts.length === 2 && parts[0].type === 'number';
  const margin = isComparison ? marginOf(operator, parts[0].value, parts[1].value) : undefined;
  const scale = isComparison ? Math.abs(parts[1].value) : 0;
  return {
    text: canonicalText(program, index),
    type: node.type,
    operator,
    value,
    status: node.type === 'number' ? undefined : value === 1 ? 'met' : value === 0 ? 'not met' : 'unknown',
    margin,
    relativeMargin: margin === undefined ? undefined : scale > 0 ? margin / scale : Number.NaN,
    bar,
    parts,
  };
}

function marginOf(operator: string, left: number, right: number): number {
  switch (operator) {
    case '<':
    case '<=':
      return right - left;
    case '>':
    case '>=':
      return left - right;
    case '==':
      return -Math.abs(left - right);
    default:
      return Math.abs(left - right);
  }
}

/** Every node that the explanation shows. */
function collect(program: Program, index: number, depth: number, shown: Set<number>): void {
  const node = program.nodes[index];
  shown.add(index);
  for (const part of partsOf(program, node, depth)) collect(program, part, depthBelow(node, depth), shown);
}

function partsOf(program: Program, node: PlanNode, depth: number): readonly number[] {
  if (node.type === 'number' && depth === 0) return [];
  if (node.operation.kind === 'output') return program.nodes[node.arguments[0]].arguments;
  return node.arguments;
}

function depthBelow({ type }: PlanNode, depth: number): number {
  return type === 'number' ? depth - 1 : depth;
}

function laggedBars({ operation }: PlanNode): number {
  return operation.kind === 'operator' && operation.operator.name === 'lag' ? operation.constants[0] : 0;
}

function operatorOf(program: Program, { operation, arguments: args }: PlanNode): string {
  switch (operation.kind) {
    case 'constant':
      return 'constant';
    case 'column':
      return operation.name;
    case 'label':
      return operation.group;
    case 'output':
      return operatorOf(program, program.nodes[args[0]]);
    case 'cross':
      return operation.operator;
    case 'operator':
    case 'indicator':
      return operation.operator.name;
  }
}

function asOutput({ index, type, level, lookback }: PlanNode): ProgramOutput {
  return { name: `#${index}`, type, node: index, stage: level, lookback };
}

/** All values of one symbol; of the other symbols of a panel only what the steps across symbols read. */
function evaluateOne(
  program: Program,
  inputs: SymbolInputs | { readonly panel: Panel; readonly symbol: number },
): SymbolState {
  const arena = createArena();
  const own: SymbolState = [];
  if (!('panel' in inputs) || !program.isCrossSectional) {
    const symbol = 'panel' in inputs ? inputs.panel.symbols[inputs.symbol] : inputs;
    if (program.isCrossSectional) {
      throw new Error('explain: the program looks across symbols; give { panel, symbol }');
    }
    evaluateStage(program, 0, symbol, own, arena);
    return own;
  }
  const { sessions, symbols } = inputs.panel;
  const matrices = Array.from({ length: program.matrices }, () =>
    new Float64Array(sessions.length * symbols.length).fill(Number.NaN),
  );
  const states = symbols.map((_, k): SymbolState => (k === inputs.symbol ? own : []));
  for (let stage = 0; stage < program.stages.length; stage++) {
    if (stage > 0) evaluateCrossSection(program, stage, matrices, symbols, { from: 0, to: sessions.length });
    symbols.forEach((each, k) => {
      const sessionOfBar = sessionsOfBars(each.bars.time, sessions);
      const place = { symbol: k, symbols: symbols.length, sessionOfBar, matrices };
      evaluateStage(program, stage, each, states[k], arena, place);
      if (k !== inputs.symbol) releaseState(program, stage, states[k], arena, new Set());
    });
  }
  return own;
}
