import type { Program, SymbolInputs } from '../expressions/index.js';
import { compile, evaluate } from '../expressions/index.js';
import { namedExpressions } from '../ratings/index.js';
import type { MarketEvents, PortfolioSettings, Signals, SweepWorkspace } from '../simulation/index.js';
import {
  createSweepWorkspace,
  crossEvents,
  ENTRY,
  marketSettings,
  signalEvents,
  simulate,
  simulateMarket,
} from '../simulation/index.js';
import type { FigureOptions, FillOptions } from '../statistics/index.js';
import { FIGURES, fillFigures, prepareBenchmark, tradeColumns } from '../statistics/index.js';
import { compileStrategy, strategySource } from './compile-strategy.js';
import { maybeCrossRule } from './cross-rule.js';
import { inlineParameters } from './inline-parameters.js';
import { knownBenchmark } from './known-benchmark.js';
import { type RunSettings, settingsOnTop } from './run-settings.js';
import type { ParameterValues, RuleStrategy, Strategy } from './strategy.js';
import { resolveParameters } from './strategy.js';

/** Combinations that are evaluated together; bounds the memory of a sweep. */
const BLOCK = 32;
/** The same for rules that are a cross: its series are shared among combinations. */
const CROSS_BLOCK = 256;

const PRICES = ['entryLimit', 'entryStop', 'shortLimit', 'shortStop', 'stop', 'target'] as const;

/** A strategy with many combinations of parameters, compiled once and run on symbol after symbol. */
export interface Sweep {
  readonly combinations: readonly ParameterValues[];
  /**
   * All figures of every combination on one symbol, against its benchmark where that is known from its first
   * bar on: row c, from c x FIGURES.length on, in the order of `FIGURES`.
   * @param output reused when given; combinations x FIGURES.length long.
   * @param onEquity called with each combination's equity per bar; the memory is used again: copy or add up.
   */
  run(
    inputs: SymbolInputs,
    output?: Float64Array,
    onEquity?: (combination: number, equity: Float64Array) => void,
  ): Float64Array;
}

/**
 * Prepares a sweep. Rules of some combinations at a time are compiled together, so that what they share
 * is computed once; memory does not grow with their number. Market orders at the next open take the fast
 * path, everything else `simulate`; the results are the same to the last bit.
 *
 * @param given settings of the account, on top of what the strategy says for each combination.
 * @throws Error for parameters out of bounds or rules that look across symbols.
 */
export function prepareSweep(
  strategy: Strategy,
  combinations: readonly ParameterValues[],
  given: RunSettings = {},
  options: Omit<FigureOptions, 'benchmark'> = {},
): Sweep {
  const resolved = combinations.map((given) => resolveParameters(strategy, given));
  const accounts = resolved.map((parameters) => settingsOnTop(strategy.settings?.(parameters) ?? {}, given));
  const blocks = strategy.kind === 'rules' ? compileBlocks(strategy, resolved) : [];
  const width = FIGURES.length;
  let workspace: SweepWorkspace = createSweepWorkspace(0);
  return {
    combinations: resolved,
    run(inputs, output = new Float64Array(resolved.length * width), onEquity) {
      const bars = inputs.bars.time.length;
      if (workspace.run.equity.length !== bars) workspace = createSweepWorkspace(bars);
      const level = knownBenchmark(inputs.benchmarkClose);
      const figures = { ...options, benchmark: level && prepareBenchmark(level) };
      const row = (c: number) => output.subarray(c * width, (c + 1) * width);
      if (strategy.kind === 'code') {
        resolved.forEach((parameters, c) => {
          const source = strategySource(compileStrategy(strategy, parameters), inputs);
          const result = simulate(inputs.bars, source, accounts[c]);
          fillRow(inputs, result, figures, workspace, row(c));
          onEquity?.(c, result.equity);
        });
        return output;
      }
      // Without settings of its own the strategy has one account for all combinations.
      const shared =
        strategy.settings === undefined ? marketSettings(inputs.bars, settingsOnTop({}, given)) : undefined;
      for (const { from, program, names } of blocks) {
        const values = evaluate(program, inputs);
        names.forEach((outputs, k) => {
          const said: Record<string, Float64Array> = {};
          for (const [key, name] of outputs) said[key] = values[name];
          const account = accounts[from + k];
          const fast = strategy.settings === undefined ? shared : marketSettings(inputs.bars, account);
          const combination = from + k;
          const equity = runCombination(
            said,
            inputs,
            { account, fast },
            figures,
            workspace,
            row(combination),
          );
          onEquity?.(combination, equity);
        });
      }
      return output;
    },
  };
}

/** Runs one combination and fills its row of figures: by the fast path where that covers it. Gives its equity. */
function runCombination(
  said: Signals | CrossSeries,
  inputs: SymbolInputs,
  {
    account,
    fast,
  }: { readonly account: PortfolioSettings; readonly fast: ReturnType<typeof marketSettings> },
  options: FillOptions,
  workspace: SweepWorkspace,
  row: Float64Array,
): Float64Array {
  const { bars } = inputs;
  const { events, run, figures } = workspace;
  if (fast === undefined || ('fast' in said ? false : isPriced(said))) {
    const signals = 'fast' in said ? crossSignals(said, events) : said;
    const result = simulate(bars, signals, account);
    fillRow(inputs, result, options, workspace, row);
    return result.equity;
  }
  if ('fast' in said) crossEvents(said.fast, said.slow, events);
  else signalEvents(said, bars.time.length, events);
  simulateMarket(bars, events, fast, run);
  fillFigures(run.equity, bars.time, run, options, figures, row);
  return run.equity;
}

/** The values of a `CrossRule`. */
interface CrossSeries {
  readonly fast: Float64Array;
  readonly slow: Float64Array;
}

/** The conditions of a cross, for what only `simulate` covers. */
function crossSignals({ fast, slow }: CrossSeries, events: MarketEvents): Signals {
  const entry = new Float64Array(fast.length);
  const exit = new Float64Array(fast.length);
  crossEvents(fast, slow, events);
  for (let e = 0; e < events.count; e++) {
    if (events.codes[e] === ENTRY) entry[events.bars[e]] = 1;
    else exit[events.bars[e]] = 1;
  }
  return { entry, exit };
}

interface Block {
  readonly from: number;
  readonly program: Program;
  /** For each combination, the signal (or series of a cross) and the program's output that gives it. */
  readonly names: readonly (readonly (readonly [signal: string, output: string])[])[];
}

function compileBlocks(strategy: RuleStrategy, combinations: readonly ParameterValues[]): Block[] {
  const blocks: Block[] = [];
  const cross = maybeCrossRule(strategy.rules);
  const rules = Object.entries(cross ?? strategy.rules);
  const size = cross === undefined ? BLOCK : CROSS_BLOCK;
  for (let from = 0; from < combinations.length; from += size) {
    const sources: Record<string, string> = {};
    const names = combinations.slice(from, from + size).map((parameters, k) =>
      rules.map(([signal, text]) => {
        const output = `${signal} ${k}`;
        sources[output] = inlineParameters(text, parameters);
        return [signal, output] as const;
      }),
    );
    const program = compile(sources, { definitions: namedExpressions() });
    if (program.isCrossSectional) {
      throw new Error(`${strategy.name}: rules that look across symbols cannot be swept symbol by symbol`);
    }
    blocks.push({ from, program, names });
  }
  return blocks;
}

/** Do the signals carry prices, which only `simulate` reads? */
function isPriced(signals: Signals): boolean {
  return PRICES.some((name) => signals[name] !== undefined);
}

function fillRow(
  { bars }: SymbolInputs,
  result: ReturnType<typeof simulate>,
  options: FillOptions,
  workspace: SweepWorkspace,
  row: Float64Array,
): void {
  fillFigures(
    result.equity,
    bars.time,
    tradeColumns(result.trades, bars.time),
    options,
    workspace.figures,
    row,
  );
}
