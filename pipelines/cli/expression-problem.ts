import { ExpressionError } from '../../models/expressions/index.js';
import { Problem } from '../errors/index.js';

const LONGEST_SHOWN = 200;

/**
 * Runs what may meet a faulty expression, and turns the fault into a problem that shows the place.
 * @param texts the expressions by name; the faulty one is drawn with a caret under the fault.
 */
export function expressionProblem<T>(work: () => T, texts: Readonly<Record<string, string>>): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new Problem('usage', [inPlace(error), ...caret(error, texts)].join('\n'), {
      suggestion: 'The language is described on the Method page of the site.',
      cause: error,
    });
  }
}

/** Outputs of a scan under the names that a person gave them by. */
function inPlace({ message, source }: ExpressionError): string {
  const [, kind, name] = /^(scan|rank):(.+)$/.exec(source ?? '') ?? [];
  if (kind === undefined) return message;
  const what = kind === 'scan' ? 'where' : 'rank';
  return message.replace(`in "${source}"`, name === 'where' ? `in --${what}` : `in ${what} of scan ${name}`);
}

function caret(error: ExpressionError, texts: Readonly<Record<string, string>>): string[] {
  const text = error.source === undefined ? Object.values(texts)[0] : texts[error.source];
  if (text === undefined || text.includes('\n') || text.length > LONGEST_SHOWN) return [];
  const width = Math.max(1, Math.min(error.end, text.length) - error.start);
  return [`  ${text}`, `  ${' '.repeat(error.start)}${'^'.repeat(width)}`];
}
