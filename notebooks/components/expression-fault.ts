import { ExpressionError } from '../models/expressions/index.js';

/** An error under the text it is in: the text, a caret line beneath, the reason and the remedy. */
export function expressionFault(text: string, error: unknown): string {
  if (!(error instanceof ExpressionError)) throw error;
  const caret = `${' '.repeat(error.start)}${'^'.repeat(Math.max(1, error.end - error.start))}`;
  const remedy = error.suggestion === undefined ? '' : `; did you mean "${error.suggestion}"?`;
  return `${text}\n${caret}\n${error.reason}${remedy}`;
}
