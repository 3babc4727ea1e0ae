import type { z } from 'zod';
import { maybeNearestName } from '../../models/expressions/index.js';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with options, one line each: the place, the rule, and the value where it can be no secret.
 * The options must have been parsed with `reportInput`.
 * @param schema what they were parsed with, to find the nearest name to a misspelt one.
 * @param nameOf what the reader calls a place; `scans[0].name` by default.
 */
export function issueWords(
  { issues }: z.ZodError,
  schema: z.ZodType,
  nameOf: (path: readonly PropertyKey[]) => string = placeText,
): string {
  return issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey(key, issue.path, schema, nameOf))
        : [`  ${nameOf(issue.path)} ${rule(issue)}`],
    )
    .join('\n');
}

function unknownKey(
  key: string,
  path: readonly PropertyKey[],
  schema: z.ZodType,
  nameOf: (path: readonly PropertyKey[]) => string,
): string {
  const known = keysAt(schema, path);
  const nearest = maybeNearestName(key, known);
  const remedy = nearest === undefined ? '' : `; did you mean ${nameOf([...path, nearest])}?`;
  return `  ${nameOf([...path, key])} is no option here${remedy}`;
}

function rule(issue: Issue): string {
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined && 'options' in issue)
    return `must be ${oneOf(issue.options as readonly unknown[])}${was(valueAt(issue))}`;
  if (issue.code === 'invalid_value') return `must be ${oneOf(issue.values)}${was(issue.input)}`;
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is missing';
    const expected = issue.expected === 'int' ? 'whole number' : issue.expected;
    return `must be ${/^[aeio]/.test(expected) ? 'an' : 'a'} ${expected}${wasNumber(issue.input)}`;
  }
  if (issue.code === 'too_small' && issue.origin !== 'string' && issue.origin !== 'array')
    return `must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}${wasNumber(issue.input)}`;
  if (issue.code === 'too_big' && issue.origin !== 'string' && issue.origin !== 'array')
    return `must be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}${wasNumber(issue.input)}`;
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return `must be a date written YYYY-MM-DD${was(issue.input)}`;
  return `is not valid: ${issue.message}`;
}

/** A union reports the whole object: the faulty value is the member that tells its kinds apart. */
function valueAt({ input, path }: Issue): unknown {
  return input !== null && typeof input === 'object'
    ? (input as Record<PropertyKey, unknown>)[path[path.length - 1] ?? '']
    : input;
}

/** `a, b or c`. */
function oneOf(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

function was(input: unknown): string {
  return input === undefined ? ', and is missing' : `, was ${JSON.stringify(input)}`;
}

/** Texts may be secrets that stand in the wrong place; numbers are not. */
function wasNumber(input: unknown): string {
  return typeof input === 'number' || typeof input === 'boolean' ? `, was ${input}` : '';
}

/** `scans[0].name`. */
function placeText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${String(step)}`,
    '',
  );
}

/** Names of the members that an object may have at a place of a schema; none where that is not told. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const step of path) at = member(inner(at), step);
  const { shape } = inner(at) as { shape?: object };
  return Object.keys(shape ?? {});
}

function member(schema: unknown, step: PropertyKey): unknown {
  const { shape, element } = schema as { shape?: Record<PropertyKey, unknown>; element?: unknown };
  return typeof step === 'number' ? element : shape?.[step];
}

/** A schema without its default or optionality. */
function inner(schema: unknown): object {
  const { def } = (schema ?? {}) as { def?: { innerType?: unknown } };
  return def?.innerType === undefined ? ((schema ?? {}) as object) : inner(def.innerType);
}
