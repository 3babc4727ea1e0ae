import type { Bars } from '../bars/index.js';
import type { Program, SymbolInputs } from '../expressions/index.js';
import { compile, evaluate, evaluatePanel } from '../expressions/index.js';
import { namedExpressions } from '../ratings/index.js';
import type {
  Decide,
  PortfolioResult,
  PortfolioSettings,
  Signals,
  SimulationResult,
} from '../simulation/index.js';
import { simulate, simulatePortfolio } from '../simulation/index.js';
import { type RunSettings, settingsOnTop } from './run-settings.js';
import type { ParameterValues, Strategy } from './strategy.js';
import { resolveParameters } from './strategy.js';

/** A strategy with its parameters fixed and its expressions compiled, ready to run on any symbol. */
export interface CompiledStrategy {
  readonly strategy: Strategy;
  readonly parameters: ParameterValues;
  /** What the strategy itself says about orders and sizes; the user's settings go on top. */
  readonly settings: PortfolioSettings;
  /** The compiled rules; undefined for a strategy in TypeScript. */
  readonly program: Program | undefined;
}

/**
 * Fixes a strategy's parameters and compiles its rules.
 * @throws Error for parameters out of bounds; ExpressionError for a rule that is not an expression.
 */
export function compileStrategy(strategy: Strategy, given: ParameterValues = {}): CompiledStrategy {
  const parameters = resolveParameters(strategy, given);
  return {
    strategy,
    parameters,
    settings: strategy.settings?.(parameters) ?? {},
    program:
      strategy.kind === 'rules'
        ? compile(strategy.rules as Record<string, string>, { parameters, definitions: namedExpressions() })
        : undefined,
  };
}

/**
 * What a compiled strategy feeds to `simulate` for one symbol.
 * @throws Error when its rules look across symbols: those need a panel.
 */
export function strategySource(compiled: CompiledStrategy, inputs: SymbolInputs): Signals | Decide {
  const { strategy, parameters, program } = compiled;
  if (program !== undefined) return evaluate(program, inputs);
  if (strategy.kind !== 'code') return {};
  const prepared = strategy.prepare(inputs.bars, parameters);
  return (barIndex, account) => strategy.decide(barIndex, account, prepared);
}

/** Runs a strategy on one symbol. `settings` go on top of what the strategy says itself. */
export function runStrategy(
  compiled: CompiledStrategy,
  inputs: SymbolInputs,
  settings: RunSettings = {},
): SimulationResult {
  return simulate(inputs.bars, strategySource(compiled, inputs), settingsOnTop(compiled.settings, settings));
}

/** Symbols of a portfolio run, with what expressions see of each. */
export interface StrategyPanel {
  readonly symbols: readonly string[];
  readonly inputs: readonly SymbolInputs[];
}

/**
 * Runs a strategy on many symbols in one cash account. Rules may look across symbols; a strategy in
 * TypeScript prepares and decides for each symbol, and their entries compete for the cash by `rank`.
 */
export function runPortfolioStrategy(
  compiled: CompiledStrategy,
  { symbols, inputs }: StrategyPanel,
  settings: RunSettings = {},
): PortfolioResult {
  const { program, settings: own } = compiled;
  const bars = inputs.map((input) => input.bars);
  const sectors = inputs.map((input) => input.sector ?? null);
  const sources =
    program === undefined
      ? inputs.map((input) => strategySource(compiled, input))
      : signalsOf(program, inputs, program.isCrossSectional ? sessionsOf(bars) : new Float64Array(0));
  return simulatePortfolio({ symbols, bars, sectors }, sources, settingsOnTop(own, settings));
}

/** One evaluation of all symbols, even where none looks at another: memory goes from one to the next. */
function signalsOf(program: Program, symbols: readonly SymbolInputs[], sessions: Float64Array): Signals[] {
  return evaluatePanel(program, { sessions, symbols });
}

function sessionsOf(bars: readonly Bars[]): Float64Array {
  const all = new Set<number>();
  for (const { time } of bars) for (const session of time) all.add(session);
  return Float64Array.from(all).sort();
}
