import { indicators } from '../indicators/index.js';
import { languageReference, type ReferenceEntry } from './language-reference.js';
import { maybeFunction, maybeIndicator } from './vocabulary.js';

/** Names that the caller declared, as given to compile. */
export interface DeclaredNames {
  readonly definitions?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly columns?: readonly string[];
}

/** What a name means, as an editor shows it. */
export interface NameRecord {
  readonly name: string;
  readonly kind: ReferenceEntry['kind'] | 'output' | 'argument' | 'definition' | 'parameter' | 'word';
  readonly signature: string;
  readonly description: string;
  /** Unit of a column; undefined where the record holds none. */
  readonly unit: string | undefined;
}

export interface Completion extends NameRecord {
  /** What replaces the word at the cursor. */
  readonly insert: string;
}

/** Outputs of an indicator that has several. */
export function outputsOf(indicator: string): readonly Completion[] {
  const record = maybeIndicator(indicator);
  if (record === undefined || record.outputs.length < 2) return [];
  const description = `Output of ${record.name}. ${record.description}`;
  return record.outputs.map((name) => {
    const signature = `${record.name}(…).${name}`;
    return { name, kind: 'output', signature, description, unit: undefined, insert: name };
  });
}

/** Arguments of a call, to be given by name. */
export function argumentsOf(call: string | undefined): readonly Completion[] {
  if (call === undefined) return [];
  const parameters: readonly {
    readonly name: string;
    readonly default?: number | string;
    readonly min?: number;
    readonly max?: number;
  }[] = maybeFunction(call)?.parameters ?? maybeIndicator(call)?.parameters ?? [];
  return parameters.map(({ name, default: usual, min, max }) => {
    const range =
      min === undefined ? '' : max === undefined ? `, at least ${min}` : `, from ${min} to ${max}`;
    const description =
      usual === undefined
        ? `Argument of ${call}${range}.`
        : `Argument of ${call}; ${usual} when left out${range}.`;
    const signature = `${name}: ${usual ?? '…'}`;
    return { name, kind: 'argument', signature, description, unit: undefined, insert: `${name}: ` };
  });
}

/** What the caller declared. */
export function declaredNames({
  definitions = {},
  parameters = {},
  columns = [],
}: DeclaredNames): readonly NameRecord[] {
  return [
    ...Object.entries(definitions).map(([name, text]) => declaredName(name, 'definition', text)),
    ...Object.entries(parameters).map(([name, value]) => declaredName(name, 'parameter', String(value))),
    ...columns.map((name) => declaredName(name, 'column', 'Column given with the data.')),
  ];
}

function declaredName(name: string, kind: NameRecord['kind'], description: string): NameRecord {
  return { name, kind, signature: name, description, unit: undefined };
}

/** A word with a meaning of its own, such as and. */
export function wordRecord(name: string): NameRecord {
  return { name, kind: 'word', signature: name, description: 'Word of the language.', unit: undefined };
}

/** The record of a name or alias of the language. */
export function maybeReference(name: string, isCalled: boolean): NameRecord | undefined {
  const entry = languageReference().find(
    (each) =>
      isCalled === (each.kind === 'function' || each.kind === 'indicator') &&
      (each.name === name || each.aliases.includes(name)),
  );
  return entry === undefined ? undefined : asCompletion(entry, true);
}

/** Calls are inserted with their defaults where these are all they need, else up to the bracket. */
export function asCompletion(
  { name, kind, group, signature, description }: ReferenceEntry,
  isClosed: boolean,
): Completion {
  const unit = kind === 'column' ? group : undefined;
  const isCall = kind === 'function' || kind === 'indicator';
  const insert = !isCall || isClosed ? name : kind === 'indicator' ? defaultCall(name) : `${name}(`;
  return { name, kind, signature, description, unit, insert };
}

function defaultCall(name: string): string {
  const record = indicators.find((each) => each.name === name);
  if (record === undefined || record.inputs.filter((input) => input === 'series').length > 1)
    return `${name}(`;
  return `${name}(${record.parameters.map((parameter) => parameter.default).join(', ')})`;
}
