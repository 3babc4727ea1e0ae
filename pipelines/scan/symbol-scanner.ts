import { adjustBars } from '../../models/bars/index.js';
import {
  createArena,
  evaluateCrossSection,
  evaluateStage,
  releaseState,
} from '../../models/expressions/index.js';
import { barsWhereTrue } from './bars-where-true.js';
import { compilePlan } from './compile-plan.js';
import { baseRow, createRowRecorder, isWorthKeeping, type RowBlock } from './rows/index.js';
import { recordWriter } from './record-writer.js';
import type {
  ComputedSymbol,
  KnownSymbol,
  ScanSetup,
  SymbolIdentity,
  SymbolLabels,
  SymbolTask,
} from './scan-messages.js';
import type { ScanFailure } from './scan-outcome.js';
import { createSharedMemory } from './shared-memory.js';
import { createSignalCollector, type SignalColumns } from './signals.js';
import { columnOf, type SymbolInHand, takeUp } from './symbol-in-hand.js';
import { type FirstStage, symbolValues } from './symbol-value.js';

/** What a thread found, by symbol, in the order it scanned them. */
export interface ScannedSymbols {
  readonly symbols: readonly number[];
  readonly lastBar: Float64Array;
  readonly isCurrent: Uint8Array;
  readonly values: Float64Array;
  readonly signals: SignalColumns;
  readonly failures: readonly ScanFailure[];
  readonly rowBlocks: readonly RowBlock[];
}

const NOTHING: ReadonlySet<number> = new Set();
const NO_BARS = new Int32Array(0);

/** One thread's part of a scan: it keeps its compiled program, its memory, and symbols between stages. */
export function createScanner(setup: ScanSetup) {
  const { plan, asOf } = setup;
  const program = compilePlan(plan);
  const arena = createArena();
  const matrices = setup.matrices.cross.map((buffer) => new Float64Array(buffer));
  const record = setup.matrices.score && recordWriter(setup.matrices.score, setup.matrices.forward, arena);
  const outputs = new Map(program.outputs.map((output, position) => [output.name, { ...output, position }]));
  const scoreNode = outputs.get('score')?.node ?? -1;
  const scoreKept = new Set([scoreNode]);
  const lastStage = program.stages.length - 1;
  const stored = symbolValues(program, plan);
  const layout = setup.isKept ? baseRow(program) : undefined;
  const memory = createSharedMemory();
  const isRecorded = layout !== undefined && isWorthKeeping(layout, setup.symbols);
  const recorder = isRecorded ? createRowRecorder(layout, memory) : undefined;

  const pending: SymbolInHand[] = [];
  const scanned: number[] = [];
  const lastBar: number[] = [];
  const isCurrent: number[] = [];
  const values: Float64Array[] = [];
  const failures: ScanFailure[] = [];
  const collector = createSignalCollector();

  /** Runs one stage and reads the outputs it completes. */
  function run(symbol: SymbolInHand, stage: number): void {
    const { inputs, state, place, values, trueBars, row } = symbol;
    const keeper = row && recorder?.keeperOf(row);
    evaluateStage(program, stage, inputs, state, arena, place, keeper);
    const last = inputs.bars.time.length - 1;
    for (const output of outputs.values()) {
      if (output.stage === stage) values[output.position] = columnOf(state, output.node)[last];
    }
    plan.scans.forEach(({ conditionOutput }, scan) => {
      const condition = outputs.get(conditionOutput);
      if (condition?.stage === stage) trueBars[scan] = barsWhereTrue(columnOf(state, condition.node));
    });
  }

  /**
   * Lets go of what nobody needs after a stage, and runs the stages that follow as long as they do not wait
   * for other symbols.
   */
  function goOn(symbol: SymbolInHand, stage: number): void {
    let done = stage;
    for (;;) {
      if (done === lastStage) complete(symbol);
      releaseState(program, done, symbol.state, arena, done === lastStage ? NOTHING : scoreKept);
      if (done === lastStage) return;
      if (program.stages[done + 1].crossSections.length > 0) break;
      run(symbol, ++done);
    }
    pending.push(symbol);
  }

  function complete({
    identity,
    inputs,
    state,
    place,
    values: lastValues,
    trueBars,
    row,
  }: SymbolInHand): void {
    const { eligible, bars, benchmarkClose = bars.close } = inputs;
    const { time, close } = bars;
    const score = columnOf(state, scoreNode);
    trueBars.forEach((list = NO_BARS, scan) => {
      for (const bar of list) {
        if (eligible && eligible[bar] !== 1) continue;
        collector.add({ scan, symbol: identity.index, bar, time, close, score, benchmarkClose });
      }
    });
    const last = time.length - 1;
    scanned.push(identity.index);
    lastBar.push(time[last]);
    isCurrent.push(time[last] === asOf && (eligible === undefined || eligible[last] === 1) ? 1 : 0);
    values.push(lastValues);
    record?.write(score, close, eligible, place);
    if (row) recorder?.finish(row, inputs, score);
  }

  /** Runs a step for one symbol; a failure is recorded and costs only that symbol. */
  function guarded({ symbol }: SymbolIdentity, step: () => void): void {
    try {
      step();
    } catch (error) {
      failures.push({ symbol, message: error instanceof Error ? error.message : String(error) });
    }
  }

  function compute(task: SymbolTask): { symbol: SymbolInHand; computed: ComputedSymbol | undefined } {
    const begun = performance.now();
    const { index, actions } = task;
    const bars = adjustBars(task.bars, actions, setup.adjust);
    const nothingYet: FirstStage = {
      values: new Float64Array(outputs.size).fill(Number.NaN),
      trueBars: plan.scans.map(() => undefined),
    };
    const symbol: SymbolInHand = {
      ...takeUp(setup, matrices, task, bars),
      ...nothingYet,
      row: recorder?.start(index, bars.time.length),
    };
    run(symbol, 0);
    if (!setup.isKept) return { symbol, computed: undefined };
    const bytes = stored.pack(bars, symbol.state, symbol, memory.take);
    return { symbol, computed: { index, bytes, costMs: performance.now() - begun } };
  }

  function bringBack(known: KnownSymbol): SymbolInHand {
    const kept = stored.read(known.bytes);
    const symbol: SymbolInHand = {
      ...takeUp(setup, matrices, known, stored.readBars(kept)),
      ...stored.readFirst(kept),
      row: known.row && recorder?.goOn(known.index, known.row),
    };
    stored.readState(kept, symbol.inputs, symbol.state, arena);
    return symbol;
  }

  /** Takes symbols as far as they can go alone. @returns the scores on the last bar, where known by then. */
  function addAll<T extends SymbolIdentity>(
    tasks: readonly T[],
    first: (task: T) => SymbolInHand,
  ): { symbols: readonly number[]; scores: Float64Array } {
    const scores = new Float64Array(tasks.length).fill(Number.NaN);
    const scoreAt = outputs.get('score')?.position ?? -1;
    tasks.forEach((task, position) => {
      guarded(task, () => {
        const symbol = first(task);
        goOn(symbol, 0);
        scores[position] = symbol.values[scoreAt];
      });
    });
    return { symbols: tasks.map(({ index }) => index), scores };
  }

  return {
    /** The first stage of a chunk of symbols and what follows from it alone. */
    add(tasks: readonly SymbolTask[]) {
      const kept: ComputedSymbol[] = [];
      const added = addAll(tasks, (task) => {
        const { symbol, computed } = compute(task);
        if (computed) kept.push(computed);
        return symbol;
      });
      return { ...added, computed: kept };
    },

    /** As `add`, for symbols whose first stage has been computed before. */
    addKnown: (known: readonly KnownSymbol[]) => addAll(known, bringBack),

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
      for (const symbol of pending.splice(0)) {
        guarded(symbol.identity, () => {
          run(symbol, stage);
          goOn(symbol, stage);
        });
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
        rowBlocks: recorder?.blocks() ?? [],
      };
    },
  };
}

function joinRows(rows: readonly Float64Array[], width: number): Float64Array {
  const joined = new Float64Array(rows.length * width);
  rows.forEach((row, position) => joined.set(row, position * width));
  return joined;
}
