import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceBars } from '../../../models/bars/index.js';
import {
  carriedState,
  collectOutputs,
  compile,
  createArena,
  evaluate,
  evaluateCrossSection,
  evaluateNodes,
  evaluatePanel,
  evaluateStage,
  ExpressionError,
  type Panel,
  type Program,
  sessionsOfBars,
  type SymbolInputs,
  type SymbolState,
} from '../../../models/expressions/index.js';
import { randomExpression } from './random-expression.js';
import { barsOfClose, walk } from './sample-bars.js';

const U = Number.NaN;
const DAY = 86_400_000;

/** One session; a close per symbol. */
function across(expression: string, closes: readonly number[], sectors: readonly (string | null)[] = []) {
  const symbols = closes.map(
    (close, k): SymbolInputs => ({ bars: barsOfClose([close]), sector: sectors[k] }),
  );
  const panel = { sessions: Float64Array.of(0), symbols };
  return evaluatePanel(compile({ x: expression }), panel).map(({ x }) => x[0]);
}

/** Seven symbols of different lengths, two sectors and one without, one of them late, one with a gap. */
function samplePanel(): Panel {
  const sectors = ['Energy', 'Energy', 'Utilities', 'Utilities', 'Energy', null, 'Utilities'];
  const symbols = sectors.map((sector, k): SymbolInputs => {
    const whole = barsOfClose(walk(50, k + 1));
    const bars = k === 3 ? sliceBars(whole, 20, 50) : k === 4 ? sliceBars(whole, 0, 31) : whole;
    const eligible = k === 1 ? Uint8Array.from(bars.time, (_, i) => (i % 7 === 0 ? 0 : 1)) : undefined;
    return { bars, sector, eligible };
  });
  return { sessions: Float64Array.from({ length: 50 }, (_, i) => i * DAY), symbols };
}

describe('a step across symbols', () => {
  test('rank runs from 0 to 1, ties share their mean rank, one alone is in the middle', () => {
    expect(across('rank(close)', [30, 10, 20])).toEqual([1, 0, 0.5]);
    expect(across('rank(close)', [10, 20, 20, 30])).toEqual([0, 0.5, 0.5, 1]);
    expect(across('rank(close)', [7])).toEqual([0.5]);
    expect(across('rank(close + 0.2)', [0.1, 0.1 + 1e-17, 5])).toEqual([0.25, 0.25, 1]);
  });

  test('a symbol without a value takes no part', () => {
    expect(across('rank(log(close))', [30, -1, 20])).toEqual([1, U, 0]);
    expect(across('demean(1 / (close - 3))', [3, 4, 5])).toEqual([U, 0.25, -0.25]);
  });

  test('zscore uses the population deviation, demean the mean, scale the sum of magnitudes', () => {
    expect(across('zscore(close)', [1, 3])).toEqual([-1, 1]);
    expect(across('zscore(close)', [2, 2, 2])).toEqual([0, 0, 0]);
    expect(across('demean(close)', [1, 2, 6])).toEqual([-2, -1, 3]);
    expect(across('scale(close - 4)', [1, 5])).toEqual([-0.75, 0.25]);
    expect(across('scale(close - 4, 2)', [1, 5])).toEqual([-1.5, 0.5]);
    expect(across('scale(close - 4)', [4, 4])).toEqual([0, 0]);
  });

  test('by sector compares within the sector; a symbol without one has no value', () => {
    const sectors = ['a', 'b', 'a', 'b', null];
    expect(across('rank(close by sector)', [1, 2, 3, 4, 5], sectors)).toEqual([0, 0, 1, 1, U]);
    expect(across('demean(close, by: sector)', [1, 2, 3, 4, 5], sectors)).toEqual([-1, -1, 1, 1, U]);
    expect(across('group_neutralise(close, sector)', [1, 2, 3, 4, 5], sectors)).toEqual([-1, -1, 1, 1, U]);
  });

  test('a symbol outside the universe on a bar is neither ranked nor counted', () => {
    const symbols = [1, 2, 3].map((close, k): SymbolInputs => {
      return { bars: barsOfClose([close, close]), eligible: k === 2 ? Uint8Array.of(0, 1) : undefined };
    });
    const panel = { sessions: Float64Array.of(0, DAY), symbols };
    const found = evaluatePanel(compile({ x: 'rank(close)' }), panel).map(({ x }) => [...x]);
    expect(found).toEqual([
      [0, 0],
      [1, 0.5],
      [U, 1],
    ]);
  });

  test('steps nest: what was ranked is averaged through time and ranked again', () => {
    const program = compile({ x: 'rank(sma(rank(close), 2)) + close' });
    expect(program.stages).toHaveLength(3);
    const symbols = [
      [1, 9, 1],
      [2, 2, 2],
    ].map((close) => ({ bars: barsOfClose(close) }));
    const panel = { sessions: Float64Array.of(0, DAY, 2 * DAY), symbols };
    // ranks 0 1 0 and 1 0 1; means of two 0.5 everywhere; tied
    expect(evaluatePanel(program, panel).map(({ x }) => [...x])).toEqual([
      [U, 9.5, 1.5],
      [U, 2.5, 2.5],
    ]);
  });

  test('evaluate refuses a program that looks across symbols', () => {
    expect(() => evaluate(compile({ x: 'rank(close)' }), { bars: barsOfClose([1]) })).toThrow(
      /evaluatePanel/,
    );
  });
});

describe('evaluatePanel', () => {
  const panel = samplePanel();

  test('equals evaluate, bit for bit, where nothing looks across symbols', () => {
    fc.assert(
      fc.property(randomExpression({ cross: false }), (text) => {
        const program = maybeCompile(text);
        if (program === undefined) return;
        const together = evaluatePanel(program, panel);
        panel.symbols.forEach((inputs, k) => {
          expect([...together[k].x]).toEqual([...evaluate(program, inputs).x]);
        });
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test('never changes when later sessions are added', () => {
    fc.assert(
      fc.property(randomExpression({ cross: true }), fc.integer({ min: 21, max: 49 }), (text, cut) => {
        const program = maybeCompile(text);
        if (program === undefined) return;
        const whole = evaluatePanel(program, panel);
        const head = evaluatePanel(program, headOf(panel, cut));
        head.forEach(({ x }, k) => expect([...x]).toEqual([...whole[k].x.subarray(0, x.length)]));
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  test('two workers over shared memory, in any order, give the bits of one thread', () => {
    fc.assert(
      fc.property(randomExpression({ cross: true }), (text) => {
        const program =
          maybeCompile(`(${text}) == rank(rank(close) + returns by sector)`) ?? maybeCompile(text);
        if (program === undefined) return;
        const parts = evaluateInParts(program, panel);
        evaluatePanel(program, panel).forEach(({ x }, k) => expect([...parts[k].x]).toEqual([...x]));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

function maybeCompile(text: string): Program | undefined {
  try {
    return compile({ x: text });
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function headOf({ sessions, symbols }: Panel, count: number): Panel {
  const end = sessions[count];
  return {
    sessions: sessions.subarray(0, count),
    symbols: symbols.map((symbol) => {
      const bars = sliceBars(symbol.bars, 0, symbol.bars.time.filter((time) => time < end).length);
      return { ...symbol, bars, eligible: symbol.eligible?.subarray(0, bars.time.length) };
    }),
  };
}

/** Odd symbols by one arena, even ones by another, last first; sessions in two halves, second half first. */
function evaluateInParts(program: Program, { sessions, symbols }: Panel) {
  const matrices = Array.from({ length: program.matrices }, () =>
    new Float64Array(new SharedArrayBuffer(sessions.length * symbols.length * 8)).fill(U),
  );
  const arenas = [createArena(), createArena()];
  const states: SymbolState[] = symbols.map(() => []);
  const half = sessions.length >> 1;
  for (let stage = 0; stage < program.stages.length; stage++) {
    if (stage > 0) {
      evaluateCrossSection(program, stage, matrices, symbols, { from: half, to: sessions.length });
      evaluateCrossSection(program, stage, matrices, symbols, { from: 0, to: half });
    }
    for (let k = symbols.length - 1; k >= 0; k--) {
      const sessionOfBar = sessionsOfBars(symbols[k].bars.time, sessions);
      const place = { symbol: k, symbols: symbols.length, sessionOfBar, matrices };
      evaluateStage(program, stage, symbols[k], states[k], arenas[k % 2], place);
    }
  }
  return states.map((state) => collectOutputs(program, state));
}

describe('late columns', () => {
  const sources = {
    early: 'ema(close, 5)',
    late: 'corr(close, benchmark_close, 10)',
    both: 'if(macd().signal > 0, log(close / benchmark_close), close / close[3])',
    ranked: 'rank(late_one) + rank(close) + macd().histogram',
  };
  const definitions = { late_one: 'benchmark_close - sma(close, 4)' };

  test('change the stage in which a value is computed, and no bit of it', () => {
    const usual = compile(sources, { definitions });
    const late = compile(sources, { definitions, lateColumns: ['benchmark_close'] });
    expect(late.outputs.map(({ stage }) => stage)).toEqual([0, 1, 1, 2]);
    expect(late.stages[1].crossSections).toEqual([]);
    const panel = samplePanel();
    const symbols = panel.symbols.map((inputs, k): SymbolInputs => {
      return { ...inputs, benchmarkClose: Float64Array.from(walk(inputs.bars.time.length, 99 - k)) };
    });
    expect(evaluatePanel(late, { ...panel, symbols })).toEqual(evaluatePanel(usual, { ...panel, symbols }));
  });

  test('are not read by stage 0: its values are the same whatever they are', () => {
    const late = compile(sources, { definitions, lateColumns: ['benchmark_close'] });
    const arena = createArena();
    const bars = barsOfClose(walk(50, 1));
    const first = (benchmarkClose: Float64Array): SymbolState => {
      const state: SymbolState = [];
      evaluateStage(late, 0, { bars, benchmarkClose }, state, arena);
      return state;
    };
    expect(first(Float64Array.from(walk(50, 2)))).toEqual(first(Float64Array.from(walk(50, 3))));
  });

  test('what stage 0 carries over is enough for the later stages', () => {
    const late = compile(sources, { definitions, lateColumns: ['benchmark_close'] });
    const { stored, derived } = carriedState(late);
    const arena = createArena();
    const inputs = { bars: barsOfClose(walk(50, 1)), benchmarkClose: Float64Array.from(walk(50, 2)) };
    const whole: SymbolState = [];
    evaluateStage(late, 0, inputs, whole, arena);
    const restored: SymbolState = [];
    for (const node of stored) restored[node] = whole[node]?.map((column) => column.slice());
    // Only times and closes are at hand when a symbol is brought back.
    const { time, close } = inputs.bars;
    const none = new Float64Array(0);
    const bars = { time, close, open: none, high: none, low: none, volume: none, interval: '1d' } as const;
    evaluateNodes(late, derived, { bars }, restored, arena);
    evaluateStage(late, 1, { ...inputs, bars }, restored, arena, placeAlone(late, time));
    evaluateStage(late, 1, inputs, whole, arena, placeAlone(late, time));
    for (const { name, node, stage } of late.outputs.filter((output) => output.stage === 1)) {
      expect([name, stage, restored[node]]).toEqual([name, stage, whole[node]]);
    }
    expect(stored.length).toBeLessThan(late.stages[0].readLater.size);
  });
});

function placeAlone(program: Program, time: Float64Array) {
  const matrices = Array.from({ length: program.matrices }, () => new Float64Array(time.length));
  return { symbol: 0, symbols: 1, sessionOfBar: sessionsOfBars(time, time), matrices };
}
