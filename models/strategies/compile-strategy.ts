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
 * Runs a strategy on many symbols in one cash account. Rules may look across symbols.
 * @throws Error for a strategy in TypeScript, which decides for one symbol at a time.
 */
export function runPortfolioStrategy(
  { strategy, program, settings: own }: CompiledStrategy,
  { symbols, inputs }: StrategyPanel,
  settings: RunSettings = {},
): PortfolioResult {
  if (program === undefined) {
    throw new Error(
      `${strategy.name}: a strategy in TypeScript runs one symbol at a time; write rules for a portfolio`,
    );
  }
  const bars = inputs.map((input) => input.bars);
  const sectors = inputs.map((input) => input.sector ?? null);
  const sessions = program.isCrossSectional ? sessionsOf(bars.map(({ time }) => time)) : new Float64Array(0);
  const signals: Signals[] = program.isCrossSectional
    ? evaluatePanel(program, { sessions, symbols: inputs })
    : inputs.map((input) => evaluate(program, input));
  return simulatePortfolio({ symbols, bars, sectors }, signals, settingsOnTop(own, settings));
}

function sessionsOf(times: readonly Float64Array[]): Float64Array {
  const all = new Set<number>();
  for (const time of times) for (const session of time) all.add(session);
  return Float64Array.from(all).sort();
}
