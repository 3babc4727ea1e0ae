import { features } from '../features/index.js';
import { ratingExpressions } from './rating.js';

/**
 * What every expression may call by name: each feature, each family's contribution (`rating_trend`) and
 * `score`. A rule typed in a page, a named scan and a strategy mean the same by them.
 */
export function namedExpressions(): Record<string, string> {
  const { score, contributions } = ratingExpressions();
  const named: Record<string, string> = { ...contributions, score };
  for (const { name, expression } of features) named[name] = expression;
  return named;
}
