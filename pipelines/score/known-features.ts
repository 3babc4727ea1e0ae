import { features } from '../../models/features/index.js';
import { namedExpressions } from '../../models/ratings/index.js';

/** Every name that a card may use without an expression of its own, with its present expression. */
export function knownFeatures(): Readonly<Record<string, string>> {
  return {
    ...namedExpressions(),
    ...Object.fromEntries(features.map(({ name, expression }) => [name, expression])),
  };
}
