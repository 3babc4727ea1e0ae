import { languageReference } from './language-reference.js';
import {
  argumentsOf,
  asCompletion,
  type Completion,
  declaredNames,
  type DeclaredNames,
  outputsOf,
  wordRecord,
} from './name-records.js';
import { RESERVED_WORDS } from './parse.js';
import { isInText, maybeCallAround, maybeIndicatorBefore, type TextSpan, wordAround } from './text-around.js';

/** Completions, best first, and the part of the text that the chosen one replaces. */
export interface Completions extends TextSpan {
  readonly items: readonly Completion[];
}

/**
 * What may stand at the cursor. After the dot of an indicator: its outputs; after `by`: the labels; in a
 * call: its parameters by name; everywhere: the names of the language and those declared that begin
 * with, or else hold, what is written of the word. The text need not be valid; nothing is thrown.
 */
export function complete(text: string, cursor: number, declared: DeclaredNames = {}): Completions {
  const word = wordAround(text, cursor);
  const before = text.slice(0, word.start);
  const written = text.slice(word.start, Math.max(word.start, cursor)).toLowerCase();
  const isClosed = /^\s*\(/.test(text.slice(word.end));
  if (/^\d/.test(written) || isInText(before)) return { ...word, items: [] };
  const owner = maybeIndicatorBefore(before);
  if (owner !== undefined) return { ...word, items: matching(outputsOf(owner), written) };
  if (/\.\s*$/.test(before)) return { ...word, items: [] };
  const known = languageReference();
  if (/\bby\s*:?\s*$/i.test(before)) {
    const labels = known.filter(({ kind }) => kind === 'label').map((entry) => asCompletion(entry, false));
    return { ...word, items: matching(labels, written) };
  }
  const args = matching(argumentsOf(maybeCallAround(before)), written);
  if (written === '') return { ...word, items: args };
  const names = [
    ...declaredNames(declared).map((record) => ({ ...record, insert: record.name })),
    ...known.map((entry) => asCompletion(entry, isClosed)),
    ...[...RESERVED_WORDS].map((name) => ({ ...wordRecord(name), insert: name })),
  ];
  const aliases = known
    .filter((entry) => entry.aliases.some((alias) => alias.startsWith(written)))
    .map((entry) => asCompletion(entry, isClosed));
  const items = [
    ...new Map(
      [...args, ...matching(names, written), ...aliases].map((item) => [`${item.kind} ${item.name}`, item]),
    ).values(),
  ];
  return { ...word, items };
}

/** Names that begin with what is written, then those that hold it; the word itself is not offered. */
function matching(all: readonly Completion[], written: string): readonly Completion[] {
  if (written === '') return all;
  const begins = all.filter(({ name, insert }) => {
    const lower = name.toLowerCase();
    return lower.startsWith(written) && (lower !== written || insert !== name);
  });
  const holds = all.filter(({ name }) => name.toLowerCase().indexOf(written) > 0);
  return [...begins, ...holds];
}
