import type { ParameterValues } from '../../models/strategies/index.js';
import type { SweptStrategy } from '../search/index.js';
import type { ChosenStrategy } from './choose-strategy.js';

/** The first, middle and last of the combinations: what is wrong with a strategy shows there. */
export function sampled(combinations: readonly ParameterValues[]): ParameterValues[] {
  const last = combinations.length - 1;
  return [...new Set([0, last >> 1, last])].map((c) => combinations[c]);
}

/** A strategy as the threads of a sweep are told of it. */
export function sweptStrategy({ strategy, file }: ChosenStrategy): SweptStrategy {
  if (file !== undefined) return { code: file.code };
  return strategy.kind === 'rules' && strategy.settings === undefined && strategy.name === 'custom'
    ? { rules: strategy }
    : { name: strategy.name };
}
