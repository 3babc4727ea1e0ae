import { compile, evaluate } from '../expressions/index.js';
import type { ParameterValues } from './strategy.js';

const ONE = Float64Array.of(1);
const ONE_BAR = {
  time: ONE,
  open: ONE,
  high: ONE,
  low: ONE,
  close: ONE,
  volume: ONE,
  interval: '1d',
} as const;

/**
 * Whether a condition on parameters, such as "fast < slow", holds; true without a condition.
 * @throws ExpressionError for a condition that does not compile.
 */
export function admitsParameters(condition: string | undefined, parameters: ParameterValues): boolean {
  if (condition === undefined) return true;
  return evaluate(compile({ where: condition }, { parameters }), { bars: ONE_BAR }).where[0] === 1;
}
