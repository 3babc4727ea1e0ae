import { adjustBars, alignBenchmark, eligibleBars } from '../../models/bars/index.js';
import {
  createArena,
  evaluateCrossSection,
  evaluateStage,
  type PanelPlace,
  releaseState,
  type SymbolInputs,
  type SymbolState,
  sessionsOfBars,
} from '../../models/expressions/index.js';
import { forwardReturn } from '../../models/labels/index.js';

import { compilePlan } from './compile-plan.js';
import type { ScanSetup, SymbolLabels, SymbolTask } from './scan-messages.js';
import type { ScanFailure } from './scan-outcome.js';
import { RECORD_HORIZONS } from './score-records.js';
import { createSignalCollector, type SignalColumns } from './signals.js';

/** A symbol on its way through the stages, and what is known of it so far. */
interface SymbolInHand {
  readonly task: SymbolTask;
  readonly inputs: SymbolInputs;
  readonly state: SymbolState;
  readonly place: PanelPlace;
  /** Outputs on the last bar, in the order of the plan's sources. */
  readonly values: Float64Array;
}

/** What a thread found, by symbol, in the order it scanned them. */
export interface ScannedSymbols {
  readonly symbols: readonly number[];
  readonly lastBar: Float64Array;
  readonly isCurrent: Uint8Array;
  readonly values: Float64Array;
  readonly signals: SignalColumns;
  readonly failures: readonly ScanFailure[];
}

/** One thread's part of a scan: it keeps its compiled program, its memory, and symbols between stages. */
export function createScanner(setup: ScanSetup) {
  const { plan, asOf, sessions, symbols } = setup;
  const program = compilePlan(plan);
  const arena = createArena();
  const matrices = setup.matrices.cross.map((buffer) => new Float64Array(buffer));
  const scoreMatrix = setup.matrices.score && new Float64Array(setup.matrices.score);
  const forwardMatrices = setup.matrices.forward.map((buffer) => new Float64Array(buffer));
  const outputs = new Map(program.outputs.map((output, position) => [output.name, { ...output, position }]));
  const scoreNode = outputs.get('score')?.node ?? -1;
  const scoreKept = new Set([scoreNode]);
  const lastStage = program.stages.length - 1;

  const pending: SymbolInHand[] = [];
  const scanned: number[] = [];
  const lastBar: number[] = [];
  const isCurrent: number[] = [];
  const values: Float64Array[] = [];
  const failures: ScanFailure[] = [];
  const collector = createSignalCollector();

  function prepare(task: SymbolTask): SymbolInHand {
    const bars = adjustBars(task.bars, task.actions, setup.adjust);
    const inputs: SymbolInputs = {
      bars,
      benchmarkClose: alignBenchmark(bars.time, setup.benchmark),
      sector: task.sector,
      industry: task.industry,
      eligible: eligibleBars(bars.time, task.membership),
    };
    const place = {
      symbol: task.index,
      symbols,
      sessionOfBar: sessionsOfBars(bars.time, sessions),
      matrices,
    };
    return { task, inputs, state: [], place, values: new Float64Array(outputs.size) };
  }

  /** Runs one stage, reads the outputs it completes, and lets go of what nobody needs any more. */
  function advance(symbol: SymbolInHand, stage: number): void {
    const { inputs, state, place } = symbol;
    evaluateStage(program, stage, inputs, state, arena, place);
    const last = inputs.bars.time.length - 1;
    for (const output of outputs.values()) {
      if (output.stage === stage) symbol.values[output.position] = columnOf(state, output.node)[last];
    }
    plan.scans.forEach(({ conditionOutput }, scan) => {
      const condition = outputs.get(conditionOutput);
      if (condition?.stage === stage) collectSignals(symbol, scan, columnOf(state, condition.node));
    });
    if (stage < lastStage) {
      releaseState(program, stage, state, arena, scoreKept);
      return;
    }
    complete(symbol);
    releaseState(program, stage, state, arena, new Set());
  }

  function collectSignals(
    { task, inputs, state }: SymbolInHand,
    scan: number,
    condition: Float64Array,
  ): void {
    const { eligible, bars, benchmarkClose = bars.close } = inputs;
    const score = columnOf(state, scoreNode);
    for (let bar = 0; bar < condition.length; bar++) {
      if (condition[bar] !== 1 || (eligible && eligible[bar] !== 1)) continue;
      const { time, close } = bars;
      collector.add({ scan, symbol: task.index, bar, time, close, score, benchmarkClose });
    }
  }

  function complete({ task, inputs, state, place, values: row }: SymbolInHand): void {
    const { time, close } = inputs.bars;
    const last = time.length - 1;
    scanned.push(task.index);
    lastBar.push(time[last]);
    isCurrent.push(
      time[last] === asOf && (inputs.eligible === undefined || inputs.eligible[last] === 1) ? 1 : 0,
    );
    values.push(row);
    if (scoreMatrix) writeRecord(columnOf(state, scoreNode), close, inputs.eligible, place);
  }

  /** The score and what followed it, for the record over all symbols and sessions. */
  function writeRecord(
    score: Float64Array,
    close: Float64Array,
    eligible: Uint8Array | undefined,
    place: PanelPlace,
  ) {
    const { symbol, sessionOfBar } = place;
    for (let i = 0; i < score.length; i++) {
      if (eligible && eligible[i] !== 1) continue;
      (scoreMatrix as Float64Array)[sessionOfBar[i] * symbols + symbol] = score[i];
    }
    RECORD_HORIZONS.forEach((horizon, h) => {
      const forward = forwardReturn(close, horizon, arena.take(close.length));
      const matrix = forwardMatrices[h];
      for (let i = 0; i < forward.length; i++) matrix[sessionOfBar[i] * symbols + symbol] = forward[i];
      arena.give(forward);
    });
  }

  /** Runs a step for one symbol; a failure is recorded and costs only that symbol. */
  function guarded(task: SymbolTask, step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      failures.push({ symbol: task.symbol, message: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  return {
    /** First stage of a chunk of symbols. @returns the scores on the last bar, where known by then. */
    add(tasks: readonly SymbolTask[]): { symbols: readonly number[]; scores: Float64Array } {
      const scores = new Float64Array(tasks.length).fill(Number.NaN);
      tasks.forEach((task, position) => {
        guarded(task, () => {
          const symbol = prepare(task);
          advance(symbol, 0);
          scores[position] = symbol.values[outputs.get('score')?.position ?? -1];
          if (lastStage > 0) pending.push(symbol);
        });
      });
      return { symbols: tasks.map(({ index }) => index), scores };
    },

    /** The step across symbols before a stage, for this thread's share of the sessions. */
    cross(step: {
      stage: number;
      fromSession: number;
      toSession: number;
      labels: readonly SymbolLabels[];
    }): void {
      const range = { from: step.fromSession, to: step.toSession };
      evaluateCrossSection(program, step.stage, matrices, step.labels, range);
    },

    /** A later stage of all symbols this thread has kept. */
    local(stage: number): void {
      const symbolsLeft = pending.splice(0);
      for (const symbol of symbolsLeft) {
        const isDone = guarded(symbol.task, () => advance(symbol, stage));
        if (isDone && stage < lastStage) pending.push(symbol);
      }
    },

    finish(): ScannedSymbols {
      return {
        symbols: scanned,
        lastBar: Float64Array.from(lastBar),
        isCurrent: Uint8Array.from(isCurrent),
        values: joinRows(values, outputs.size),
        signals: collector.columns(),
        failures,
      };
    },
  };
}

function columnOf(state: SymbolState, node: number): Float64Array {
  return (state[node] as readonly Float64Array[])[0];
}

function joinRows(rows: readonly Float64Array[], width: number): Float64Array {
  const joined = new Float64Array(rows.length * width);
  rows.forEach((row, position) => joined.set(row, position * width));
  return joined;
}
