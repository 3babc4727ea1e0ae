import { createArena } from './arena.js';
import { evaluateCrossSection } from './cross-section.js';
import { evaluateStage, type SymbolState } from './evaluate-stage.js';
import type { PanelPlace } from './panel-place.js';
import type { Program } from './program.js';
import type { SymbolInputs } from './symbol-inputs.js';

/** Values by output name, one per bar; conditions are 1, 0 or, where unknown, NaN. */
export type Evaluation = Record<string, Float64Array>;

/**
 * Evaluates a program that looks at one symbol only, for every bar of it.
 * @throws when the program looks across symbols: those need a panel.
 */
export function evaluate(program: Program, inputs: SymbolInputs): Evaluation {
  if (program.isCrossSectional) {
    throw new Error('evaluate: the program looks across symbols; use evaluatePanel');
  }
  const state: SymbolState = [];
  evaluateStage(program, 0, inputs, state, createArena());
  return collectOutputs(program, state);
}

/** Symbols on one time line. */
export interface Panel {
  /** Every time on which a symbol has a bar, ascending. */
  readonly sessions: Float64Array;
  readonly symbols: readonly SymbolInputs[];
}

/** Evaluates any program for every bar of every symbol of a panel, in one thread. */
export function evaluatePanel(program: Program, { sessions, symbols }: Panel): Evaluation[] {
  const arena = createArena();
  const matrices = Array.from({ length: program.matrices }, () =>
    new Float64Array(sessions.length * symbols.length).fill(Number.NaN),
  );
  const states: SymbolState[] = symbols.map(() => []);
  const places: PanelPlace[] = symbols.map(({ bars }, symbol) => ({
    symbol,
    symbols: symbols.length,
    sessionOfBar: program.isCrossSectional ? sessionsOfBars(bars.time, sessions) : new Int32Array(0),
    matrices,
  }));
  for (let stage = 0; stage < program.stages.length; stage++) {
    if (stage > 0) evaluateCrossSection(program, stage, matrices, symbols, { from: 0, to: sessions.length });
    symbols.forEach((inputs, symbol) => {
      evaluateStage(program, stage, inputs, states[symbol], arena, places[symbol]);
    });
  }
  return states.map((state) => collectOutputs(program, state));
}

/**
 * Row in the panel of each bar of a symbol.
 * @throws when a bar is on no session of the panel.
 */
export function sessionsOfBars(time: Float64Array, sessions: Float64Array): Int32Array {
  const rows = new Int32Array(time.length);
  let row = 0;
  for (let i = 0; i < time.length; i++) {
    while (row < sessions.length && sessions[row] < time[i]) row++;
    if (sessions[row] !== time[i]) throw new Error(`sessionsOfBars: bar ${i} is on no session of the panel`);
    rows[i] = row;
  }
  return rows;
}

/** Outputs of a symbol once all stages are done, by name. Arrays may be the symbol's own columns. */
export function collectOutputs(program: Program, state: SymbolState): Evaluation {
  return Object.fromEntries(
    program.outputs.map(({ name, node }) => [name, (state[node] as readonly Float64Array[])[0]]),
  );
}
