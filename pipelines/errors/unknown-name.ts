import { maybeNearestName } from '../../models/expressions/index.js';
import { Problem } from './problem.js';

/**
 * A name that there is not: the nearest that there is, and all of them.
 * @param what as in `there is no WHAT "NAME"`.
 * @param place said after the name, where that helps: `in the config`.
 * @param more said after the list.
 */
export function unknownName(
  what: string,
  written: string,
  known: readonly string[],
  { place = '', more = '' }: { readonly place?: string; readonly more?: string } = {},
): Problem {
  const nearest = maybeNearestName(written, known);
  const remedy = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const list = known.length > 0 ? `There are: ${known.join(', ')}` : 'There are none yet';
  return new Problem('usage', `there is no ${what} "${written}"${place && ` ${place}`}${remedy}`, {
    suggestion: `${list}${more && `; ${more}`}.`,
  });
}
