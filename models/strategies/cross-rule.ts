import type { StrategyRules } from './strategy.js';

/** Two series whose crossings are all that a strategy's rules look at. */
export interface CrossRule {
  readonly fast: string;
  readonly slow: string;
}

/**
 * The series of rules that consist of `crossover(fast, slow)` as entry and `crossunder` of the same two as
 * exit, or undefined for any other rules. A sweep evaluates the series, which combinations share, instead
 * of the conditions, which they do not.
 */
export function maybeCrossRule(rules: StrategyRules): CrossRule | undefined {
  const { entry, exit, ...others } = rules;
  if (entry === undefined || exit === undefined || Object.keys(others).length > 0) return undefined;
  const over = maybeArguments(entry, 'crossover');
  const under = maybeArguments(exit, 'crossunder');
  if (over === undefined || under === undefined) return undefined;
  if (over[0] !== under[0] || over[1] !== under[1]) return undefined;
  return { fast: over[0], slow: over[1] };
}

/** The two arguments if the whole text is a call of that function, else undefined. */
function maybeArguments(text: string, name: string): readonly [string, string] | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith(`${name}(`) || !trimmed.endsWith(')') || /["']/.test(trimmed)) return undefined;
  const inner = trimmed.slice(name.length + 1, -1);
  const commas: number[] = [];
  let depth = 0;
  for (let i = 0; i < inner.length; i++) {
    const character = inner[i];
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (character === ',' && depth === 0) commas.push(i);
    // The call ended before the text did: the rest is more than this call.
    if (depth < 0) return undefined;
  }
  if (depth !== 0 || commas.length !== 1) return undefined;
  return [inner.slice(0, commas[0]).trim(), inner.slice(commas[0] + 1).trim()];
}
