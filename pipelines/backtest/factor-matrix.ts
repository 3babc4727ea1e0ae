import { compile, evaluatePanel, sessionsOfBars } from '../../models/expressions/index.js';
import { forwardReturn } from '../../models/labels/index.js';
import { namedExpressions } from '../../models/ratings/index.js';
import type { ForwardReturns } from '../../models/statistics/index.js';
import type { LoadedInputs } from './read-inputs.js';

/** A factor and what followed it, over a whole universe: date-major, session x symbol, NaN where absent. */
export interface FactorMatrix {
  readonly sessions: Float64Array;
  readonly factor: Float64Array;
  readonly forward: readonly ForwardReturns[];
}

/**
 * Evaluates an expression for every bar of every symbol, beside the returns of the next bars. A symbol
 * outside the universe on a date has no factor value on it.
 * @throws ExpressionError for a faulty expression.
 */
export function factorMatrix(
  loaded: LoadedInputs,
  expression: string,
  horizons: readonly number[],
): FactorMatrix {
  const program = compile({ factor: expression }, { definitions: namedExpressions() });
  const { inputs } = loaded;
  const sessions = loaded.market.sessions;
  const values = evaluatePanel(program, { sessions, symbols: inputs });
  const width = inputs.length;
  const matrix = () => new Float64Array(sessions.length * width).fill(Number.NaN);
  const factor = matrix();
  const forward = horizons.map((horizon) => ({ horizon, values: matrix() }));
  inputs.forEach(({ bars, eligible }, symbol) => {
    const rows = sessionsOfBars(bars.time, sessions);
    const series = values[symbol].factor;
    for (let i = 0; i < rows.length; i++) {
      if (eligible === undefined || eligible[i] === 1) factor[rows[i] * width + symbol] = series[i];
    }
    for (const { horizon, values: target } of forward) {
      const returns = forwardReturn(bars.close, horizon);
      for (let i = 0; i < rows.length; i++) target[rows[i] * width + symbol] = returns[i];
    }
  });
  return { sessions, factor, forward };
}
