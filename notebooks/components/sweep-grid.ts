import { admitsParameters, type Strategy, type StrategyParameter } from '../models/strategies/index.js';
import type { SweepQuestion, SweptRange } from './lab-protocol.js';

/** Values a side of a grid has at first, and at most. */
const FIRST_STEPS = 10;
export const MOST_STEPS = 20;

/** From bound to bound in at most ten steps: where a sweep begins. */
export function fullRange({ name, min, max, step }: StrategyParameter): SweptRange {
  const steps = Math.floor((max - min) / step + 1e-9);
  return { name, from: min, to: max, steps: Math.min(steps + 1, FIRST_STEPS) };
}

/**
 * The values of one side: evenly spread, on the parameter's own steps, each once.
 * @throws Error when the range leaves the parameter's bounds or has too many steps.
 */
export function rangeValues(range: SweptRange, parameter: StrategyParameter): number[] {
  const { name, from, to, steps } = range;
  const { min, max, step } = parameter;
  if (!(from >= min && to <= max && from <= to)) {
    throw new Error(`${name} goes from ${min} to ${max}: ${from} to ${to} does not fit`);
  }
  if (!Number.isInteger(steps) || steps < 1 || steps > MOST_STEPS) {
    throw new Error(`${name} can take 1 to ${MOST_STEPS} values, was ${steps}`);
  }
  const width = (to - from) / step;
  const values = Array.from({ length: steps }, (_, k) => {
    const value = from + Math.round((k / Math.max(1, steps - 1)) * width) * step;
    return Math.min(to, Number(value.toPrecision(12)));
  });
  return [...new Set(values)];
}

/** The combinations of two parameters that the strategy allows; the others as given. */
export function sweepGrid(
  strategy: Strategy,
  { x, y, parameters }: Pick<SweepQuestion, 'x' | 'y' | 'parameters'>,
): { readonly x: number; readonly y: number }[] {
  if (x.name === y.name) throw new Error('choose two different parameters to sweep');
  const [across, up] = [x, y].map((range) => {
    const found = strategy.parameters.find((parameter) => parameter.name === range.name);
    if (!found) throw new Error(`${strategy.name} has no parameter "${range.name}"`);
    return rangeValues(range, found);
  });
  return across.flatMap((a) =>
    up
      .map((b) => ({ x: a, y: b }))
      .filter((point) =>
        admitsParameters(strategy.where, { ...parameters, [x.name]: point.x, [y.name]: point.y }),
      ),
  );
}
