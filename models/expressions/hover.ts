import {
  argumentsOf,
  declaredNames,
  type DeclaredNames,
  maybeReference,
  type NameRecord,
  outputsOf,
  wordRecord,
} from './name-records.js';
import { RESERVED_WORDS } from './parse.js';
import { isInText, maybeCallAround, maybeIndicatorBefore, type TextSpan, wordAround } from './text-around.js';

/** What the name under the cursor means, or undefined where none is known. */
export function hover(
  text: string,
  cursor: number,
  declared: DeclaredNames = {},
): (NameRecord & TextSpan) | undefined {
  const word = wordAround(text, cursor);
  const before = text.slice(0, word.start);
  const name = text.slice(word.start, word.end).toLowerCase();
  if (name === '' || isInText(before)) return undefined;
  const owner = maybeIndicatorBefore(before);
  const local = owner === undefined ? [] : outputsOf(owner);
  const args = /^\s*:/.test(text.slice(word.end)) ? argumentsOf(maybeCallAround(before)) : [];
  const isCalled = /^\s*\(/.test(text.slice(word.end));
  const found =
    owner === undefined
      ? (args.find((item) => item.name === name) ??
        declaredNames(declared).find((item) => item.name.toLowerCase() === name) ??
        maybeReference(name, isCalled) ??
        (RESERVED_WORDS.has(name) ? wordRecord(name) : undefined))
      : local.find((item) => item.name === name);
  if (found === undefined) return undefined;
  const { kind, signature, description, unit } = found;
  return { name: found.name, kind, signature, description, unit, ...word };
}
