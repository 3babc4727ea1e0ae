import { compile, evaluate, evaluatePanel } from '../../models/expressions/index.js';
import { namedExpressions } from '../../models/ratings/index.js';
import type { LoadedInputs } from '../backtest/index.js';

/**
 * Compiles features and hands out their series symbol by symbol, in the order of their names: one symbol at
 * a time where the expressions allow it, because the whole panel may not fit in memory.
 * @param sources feature name to expression.
 * @throws ExpressionError for an expression that does not compile.
 */
export function evaluateSymbols(
  { market, inputs }: LoadedInputs,
  sources: Readonly<Record<string, string>>,
): (symbol: number) => readonly Float64Array[] {
  // Names of features may not be names of the language: places are.
  const outputs = Object.fromEntries(Object.values(sources).map((source, f) => [`f${f}`, source]));
  const program = compile(outputs, { definitions: namedExpressions() });
  const columns = (values: Readonly<Record<string, Float64Array>>) =>
    Object.keys(outputs).map((name) => values[name]);
  if (!program.isCrossSectional) return (symbol) => columns(evaluate(program, inputs[symbol]));
  const panel = evaluatePanel(program, { sessions: market.sessions, symbols: inputs });
  return (symbol) => columns(panel[symbol]);
}
