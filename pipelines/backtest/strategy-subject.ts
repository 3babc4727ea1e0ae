import type { ParameterValues } from '../../models/strategies/index.js';
import { contentKey } from '../cache/index.js';

/** What tells a strategy from all others: the name of a ready-made one, rules, or the code of a file. */
export type StrategyIdentity =
  | { readonly name: string }
  | { readonly rules: unknown }
  | { readonly code: string };

/** What is remembered of a strategy in the cache, so that a later miss can be explained: `sma-cross fast 5, slow 20`. */
export function strategySubject(strategy: StrategyIdentity, parameters: ParameterValues): string {
  const name = 'name' in strategy ? strategy.name : `custom ${contentKey(strategy).slice(0, 8)}`;
  const values = Object.entries(parameters).map(([parameter, value]) => `${parameter} ${value}`);
  return [name, values.join(', ')].filter((part) => part !== '').join(' ');
}
