import type { ParameterValues } from './strategy.js';

/**
 * The expression with its parameters written as numbers, so that the rules of many combinations can be
 * compiled together and share what they have in common. Names of named arguments, outputs after a dot,
 * functions and quoted text are left alone.
 */
export function inlineParameters(expression: string, parameters: ParameterValues): string {
  const names = Object.keys(parameters);
  if (names.length === 0) return expression;
  const values = new Map(names.map((name) => [name.toLowerCase(), parameters[name]]));
  const pattern = new RegExp(`"[^"]*"|'[^']*'|(?<![.\\w])(?:${names.join('|')})(?!\\w|\\s*[:(])`, 'gi');
  return expression.replace(pattern, (found) => {
    const value = values.get(found.toLowerCase());
    return value === undefined ? found : `(${value})`;
  });
}
