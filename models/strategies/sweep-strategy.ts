import type { Program, SymbolInputs } from '../expressions/index.js';
import { compile, evaluate } from '../expressions/index.js';
import type { PortfolioSettings, Signals, SweepWorkspace } from '../simulation/index.js';
import {
  createSweepWorkspace,
  marketSettings,
  signalEvents,
  simulate,
  simulateMarket,
} from '../simulation/index.js';
import type { FigureOptions } from '../statistics/index.js';
import { FIGURES, fillFigures, tradeColumns } from '../statistics/index.js';
import { compileStrategy, strategySource } from './compile-strategy.js';
import { inlineParameters } from './inline-parameters.js';
import type { ParameterValues, RuleStrategy, Strategy } from './strategy.js';
import { resolveParameters } from './strategy.js';

/** Combinations whose rules are evaluated together; bounds the memory of a sweep. */
const BLOCK = 32;

const PRICES = ['entryLimit', 'entryStop', 'shortLimit', 'shortStop', 'stop', 'target'] as const;

/** A strategy with many combinations of parameters, compiled once and run on symbol after symbol. */
export interface Sweep {
  readonly combinations: readonly ParameterValues[];
  /**
   * All figures of every combination on one symbol: row c, from c x FIGURES.length on, in the order of
   * `FIGURES`.
   * @param output reused when given; combinations x FIGURES.length long.
   */
  run(inputs: SymbolInputs, output?: Float64Array): Float64Array;
}

/**
 * Prepares a sweep. Rules of 32 combinations at a time are compiled together, so that what they share is
 * computed once; memory does not grow with their number. Market orders at the next open take the fast
 * path, everything else `simulate`; the results are the same to the last bit.
 *
 * @param settings of the account, on top of what the strategy says for each combination.
 * @throws Error for parameters out of bounds or rules that look across symbols.
 */
export function prepareSweep(
  strategy: Strategy,
  combinations: readonly ParameterValues[],
  settings: PortfolioSettings = {},
  options: FigureOptions = {},
): Sweep {
  const resolved = combinations.map((given) => resolveParameters(strategy, given));
  const accounts = resolved.map((parameters) => ({ ...strategy.settings?.(parameters), ...settings }));
  const blocks = strategy.kind === 'rules' ? compileBlocks(strategy, resolved) : [];
  const width = FIGURES.length;
  let workspace: SweepWorkspace = createSweepWorkspace(0);
  return {
    combinations: resolved,
    run(inputs, output = new Float64Array(resolved.length * width)) {
      const bars = inputs.bars.time.length;
      if (workspace.run.equity.length !== bars) workspace = createSweepWorkspace(bars);
      const row = (c: number) => output.subarray(c * width, (c + 1) * width);
      if (strategy.kind === 'code') {
        resolved.forEach((parameters, c) => {
          const source = strategySource(compileStrategy(strategy, parameters), inputs);
          fillRow(inputs, simulate(inputs.bars, source, accounts[c]), options, workspace, row(c));
        });
        return output;
      }
      const isAlike = strategy.settings === undefined;
      const shared = isAlike ? marketSettings(inputs.bars, settings) : undefined;
      for (const { from, program, names } of blocks) {
        const values = evaluate(program, inputs);
        names.forEach((outputs, k) => {
          const signals: Signals = Object.fromEntries(outputs.map(([key, name]) => [key, values[name]]));
          const fast = isAlike ? shared : marketSettings(inputs.bars, accounts[from + k]);
          if (fast === undefined || isPriced(signals)) {
            fillRow(
              inputs,
              simulate(inputs.bars, signals, accounts[from + k]),
              options,
              workspace,
              row(from + k),
            );
            return;
          }
          signalEvents(signals, bars, workspace.events);
          simulateMarket(inputs.bars, workspace.events, fast, workspace.run);
          fillFigures(
            workspace.run.equity,
            inputs.bars.time,
            workspace.run,
            options,
            workspace.figures,
            row(from + k),
          );
        });
      }
      return output;
    },
  };
}

interface Block {
  readonly from: number;
  readonly program: Program;
  /** For each combination, the signal and the program's output that gives it. */
  readonly names: readonly (readonly (readonly [signal: string, output: string])[])[];
}

function compileBlocks(strategy: RuleStrategy, combinations: readonly ParameterValues[]): Block[] {
  const blocks: Block[] = [];
  const rules = Object.entries(strategy.rules);
  for (let from = 0; from < combinations.length; from += BLOCK) {
    const sources: Record<string, string> = {};
    const names = combinations.slice(from, from + BLOCK).map((parameters, k) =>
      rules.map(([signal, text]) => {
        const output = `${signal} ${k}`;
        sources[output] = inlineParameters(text, parameters);
        return [signal, output] as const;
      }),
    );
    const program = compile(sources);
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
  options: FigureOptions,
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
