import { describe, expect, test } from 'vitest';
import {
  alphas101Definitions,
  compile,
  createArena,
  createRowExtender,
  createRowKeeper,
  type Evaluation,
  evaluateCrossSection,
  evaluatePanel,
  evaluateStage,
  keptRows,
  type KeptRows,
  type PanelPlace,
  type Program,
  type RowExtender,
  sessionsOfBars,
  type SymbolInputs,
  type SymbolState,
} from '../../../models/expressions/index.js';
import { features } from '../../../models/features/index.js';
import { namedExpressions } from '../../../models/ratings/index.js';
import { randomBars } from '../indicators/random-bars.js';

const SESSIONS = 420;
const DAY_MS = 86_400_000;
const sessions = Float64Array.from({ length: SESSIONS }, (_, i) => i * DAY_MS);
/** First session of each symbol: one is new on the very last day, one has less history than anything needs. */
const STARTS = [0, 3, 40, 395, SESSIONS - 1, 0];
const symbols = STARTS.map((start, k) => symbolFrom(start, k));

const scan = {
  ...Object.fromEntries(features.map(({ name }) => [name, name])),
  score: 'score',
  oversold: 'rsi(2) < 10 and close > sma(close, 200)',
  leaders: 'rank(momentum_12_1) > 0.5 and rsi(5) < 60',
  sector: 'rank(return_21 by sector)[3] + sma(zscore(volume), 10)',
};
const through = {
  since: 'since(close > highest(close, 20)[1])',
  value_when: 'value_when(rsi(3) < 15, close)',
  crossing: 'crossover(sma(close, 5), sma(close, 20))',
  rising: 'count(close > close[1], 9) + month',
  label: 'if(sector == "Energy", 1, 2)',
};

describe('a program extended by further bars', () => {
  test.each([
    ['1 bar', 1],
    ['7 bars', 7],
    ['60 bars', 60],
  ])('gives on each what it gives when computed from the first bar: %s', (_, added) => {
    const program = compileScan({ ...scan });
    const whole = evaluatePanel(program, { sessions, symbols });
    const { layout, rows } = evaluateAndKeep(program, SESSIONS - added);
    expectExtension(program, layout, rows, { from: SESSIONS - added, to: SESSIONS }, whole);
  });

  test('goes on from a row that was itself brought up to date', () => {
    const program = compileScan(scan);
    const whole = evaluatePanel(program, { sessions, symbols });
    const { layout, rows } = evaluateAndKeep(program, SESSIONS - 40);
    for (let from = SESSIONS - 40; from < SESSIONS; from += 8) {
      expectExtension(program, layout, rows, { from, to: from + 8 }, whole);
    }
  });

  test('knows every operator that looks through time, and the 101 alphas', () => {
    for (const sources of [through, alphas101Definitions]) {
      const program = compileScan(sources);
      const whole = evaluatePanel(program, { sessions, symbols });
      const { layout, rows } = evaluateAndKeep(program, SESSIONS - 3);
      expectExtension(program, layout, rows, { from: SESSIONS - 3, to: SESSIONS }, whole);
    }
  });
});

function compileScan(sources: Readonly<Record<string, string>>): Program {
  return compile(sources, {
    definitions: { ...namedExpressions(), ...alphas101Definitions },
    lateColumns: ['benchmark_close'],
  });
}

function symbolFrom(start: number, seed: number): SymbolInputs {
  const { open, high, low, close, volume } = randomBars(SESSIONS - start, seed + 1);
  const time = sessions.slice(start);
  if (seed === 5) volume[200] = Number.NaN;
  return {
    bars: { time, open, high, low, close, volume, interval: '1d' },
    benchmarkClose: Float64Array.from(time, (at) => 100 + 5 * Math.sin(at / (30 * DAY_MS))),
    sector: seed % 2 === 0 ? 'Energy' : 'Banks',
    industry: seed % 3 === 0 ? 'Oil' : 'Other',
    eligible: Uint8Array.from(time, (_, i) => (seed === 1 && i % 50 < 5 ? 0 : 1)),
  };
}

/** The bars of a symbol on some sessions. */
function cut(inputs: SymbolInputs, from: number, to: number): SymbolInputs {
  const { time } = inputs.bars;
  const start = time.findIndex((at) => at >= sessions[from]);
  const end = time.filter((at) => at <= sessions[to - 1]).length;
  const part = (values: Float64Array) => values.slice(Math.min(start, end), end);
  const { open, high, low, close, volume } = inputs.bars;
  return {
    ...inputs,
    bars: {
      time: part(time),
      open: part(open),
      high: part(high),
      low: part(low),
      close: part(close),
      volume: part(volume),
      interval: '1d',
    },
    benchmarkClose: part(inputs.benchmarkClose as Float64Array),
    eligible: inputs.eligible?.slice(Math.min(start, end), end),
  };
}

/** Evaluates the first sessions and keeps a row of each symbol. */
function evaluateAndKeep(program: Program, until: number): { layout: KeptRows; rows: Float64Array[] } {
  const layout = keptRows(program);
  if (!layout) throw new Error('a step of the program cannot be extended');
  const first = symbols.map((inputs) => cut(inputs, 0, until));
  const rows = first.map(() => new Float64Array(layout.width));
  const places = placesOf(program, first, sessions.slice(0, until));
  const states: SymbolState[] = first.map(() => []);
  const arena = createArena();
  let present = rows[0];
  const keeper = createRowKeeper(layout, () => present);
  eachStage(program, places[0], until, (stage, symbol) => {
    if (first[symbol].bars.time.length === 0) return;
    present = rows[symbol];
    present[0] = first[symbol].bars.time.length;
    evaluateStage(program, stage, first[symbol], states[symbol], arena, places[symbol], keeper);
  });
  return { layout, rows };
}

function expectExtension(
  program: Program,
  layout: KeptRows,
  rows: readonly Float64Array[],
  { from, to }: { from: number; to: number },
  whole: readonly Evaluation[],
): void {
  const added = symbols.map((inputs) => cut(inputs, from, to));
  const places = placesOf(program, added, sessions.slice(from, to));
  const extenders = symbols.map(() => createRowExtender(program, layout, to - from));
  added.forEach((inputs, symbol) => extenders[symbol].load(rows[symbol], inputs));
  eachStage(program, places[0], to - from, (stage, symbol) => {
    extenders[symbol].runStage(stage, places[symbol]);
    extenders[symbol].exportStage(stage, places[symbol]);
  });
  extenders.forEach((extender, symbol) => {
    expectOutputs(program, extender, whole[symbol], to - sessions.indexOf(symbols[symbol].bars.time[0]));
    extender.save(rows[symbol]);
  });
}

/** @param end number of the symbol's bars up to the last one that was added. */
function expectOutputs(program: Program, extender: RowExtender, whole: Evaluation, end: number): void {
  for (const { name, node } of program.outputs) {
    const values = extender.values(node);
    const expected = whole[name].slice(Math.max(0, end - values.length), Math.max(0, end));
    expect([name, ...values]).toEqual([name, ...expected]);
  }
}

function placesOf(program: Program, inputs: readonly SymbolInputs[], rows: Float64Array): PanelPlace[] {
  const matrices = Array.from({ length: program.matrices }, () =>
    new Float64Array(rows.length * inputs.length).fill(Number.NaN),
  );
  return inputs.map(({ bars }, symbol) => ({
    symbol,
    symbols: inputs.length,
    sessionOfBar: sessionsOfBars(bars.time, rows),
    matrices,
  }));
}

function eachStage(
  program: Program,
  { matrices }: PanelPlace,
  rows: number,
  run: (stage: number, symbol: number) => void,
): void {
  for (let stage = 0; stage < program.stages.length; stage++) {
    if (stage > 0) evaluateCrossSection(program, stage, matrices, symbols, { from: 0, to: rows });
    for (let symbol = 0; symbol < symbols.length; symbol++) run(stage, symbol);
  }
}
