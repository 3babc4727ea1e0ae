import { typescriptLanguage } from '@codemirror/lang-javascript';
import {
  ACCOUNT_FIELDS,
  type ApiField,
  BARS_FIELDS,
  DECISION_FIELDS,
  ENTRY_FIELDS,
  PARAMETER_FIELDS,
  SERIES_FIELDS,
  STRATEGY_FIELDS,
} from './strategy-api.js';

type Tree = ReturnType<typeof typescriptLanguage.parser.parse>;
export type SyntaxNode = Tree['topNode'];
type FieldList = Readonly<Record<string, ApiField>>;

/** Fields of a record, and what the record is called when something is not among them. */
export interface KnownRecord {
  readonly called: string;
  readonly fields: FieldList;
}

/** Names the strategy itself declares: of its parameters, and of what `prepare` returns. */
export interface DeclaredNames {
  readonly parameters: FieldList;
  readonly prepared: FieldList;
}

/** Reads what a strategy declares from its syntax tree. */
export function declaredNames(tree: Tree, text: string): DeclaredNames {
  const parameters: Record<string, ApiField> = {};
  const prepared: Record<string, ApiField> = {};
  for (const property of properties(tree.topNode)) {
    const name = propertyName(property, text);
    if (name === 'name' && recordRole(property.parent, text) === 'parameter') {
      const value = property.getChild('String');
      if (value)
        parameters[text.slice(value.from + 1, value.to - 1)] = { type: 'number', info: 'a parameter' };
    }
    if (recordRole(property.parent, text) === 'prepared' && name !== undefined)
      prepared[name] = { type: 'Float64Array', info: 'from prepare' };
  }
  return { parameters, prepared };
}

/** What a plain name stands for where it is used: an argument of `prepare` or `decide`, or unknown. */
export function recordOfName(
  at: SyntaxNode,
  name: string,
  text: string,
  declared: DeclaredNames,
): KnownRecord | undefined {
  for (let node: SyntaxNode | null = at; node; node = node.parent) {
    const method = methodName(node, text);
    if (method === undefined) continue;
    const place = argumentNames(node, text).indexOf(name);
    if (place === -1) continue;
    return argumentRecord(method, place, declared);
  }
  return undefined;
}

/** What the place of an argument of `prepare` or `decide` gives. */
export function argumentRecord(
  method: string,
  place: number,
  { parameters, prepared }: DeclaredNames,
): KnownRecord | undefined {
  if (method === 'prepare' && place === 0) return { called: 'bars', fields: BARS_FIELDS };
  if (method === 'prepare' && place === 1) return { called: 'the parameters', fields: parameters };
  if (method === 'decide' && place === 1) return { called: 'the account', fields: ACCOUNT_FIELDS };
  if (method === 'decide' && place === 2) return { called: 'what prepare returns', fields: prepared };
  return undefined;
}

/** What an object written in place is meant to be; undefined where the strategy is free. */
export function recordOfObject(object: SyntaxNode | null, text: string): KnownRecord | undefined {
  const role = recordRole(object, text);
  return role === undefined ? undefined : RECORDS[role];
}

const RECORDS: Readonly<Record<Role, KnownRecord | undefined>> = {
  strategy: { called: 'a strategy', fields: STRATEGY_FIELDS },
  parameter: { called: 'a parameter', fields: PARAMETER_FIELDS },
  decision: { called: 'a decision', fields: DECISION_FIELDS },
  entry: { called: 'an entry', fields: ENTRY_FIELDS },
  prepared: undefined,
};

/** Members of a column of bars such as `bars.close`. */
export const SERIES: KnownRecord = { called: 'a column', fields: SERIES_FIELDS };

type Role = 'strategy' | 'parameter' | 'decision' | 'entry' | 'prepared';

function recordRole(object: SyntaxNode | null, text: string): Role | undefined {
  if (object?.name !== 'ObjectExpression') return undefined;
  const { parent } = object;
  if (parent?.name === 'ArrayExpression') {
    const owner = parent.parent?.name === 'Property' ? propertyName(parent.parent, text) : undefined;
    if (owner === 'entries') return 'entry';
    return owner === 'parameters' ? 'parameter' : undefined;
  }
  if (parent?.name === 'VariableDeclaration' && parent.parent?.name === 'ExportDeclaration')
    return /\bCodeStrategy\b/.test(text.slice(parent.from, object.from)) ? 'strategy' : undefined;
  if (parent?.name !== 'ReturnStatement') return undefined;
  const method = enclosingMethod(parent, text);
  if (method === 'decide') return 'decision';
  return method === 'prepare' ? 'prepared' : undefined;
}

/** The method a statement belongs to; none inside a function within it. */
function enclosingMethod(from: SyntaxNode, text: string): string | undefined {
  for (let node = from.parent; node; node = node.parent) {
    const name = methodName(node, text);
    if (name !== undefined) return name;
    if (/^(FunctionExpression|FunctionDeclaration|ArrowFunction)$/.test(node.name)) {
      const owner = node.parent?.name === 'Property' ? propertyName(node.parent, text) : undefined;
      return owner;
    }
  }
  return undefined;
}

function methodName(node: SyntaxNode, text: string): string | undefined {
  if (node.name !== 'Property') return undefined;
  const name = propertyName(node, text);
  return name === 'prepare' || name === 'decide' ? name : undefined;
}

/** Plain names of a method's arguments by place; '' for a pattern. */
function argumentNames(method: SyntaxNode, text: string): string[] {
  const list = method.getChild('ParamList') ?? method.getChild('ArrowFunction')?.getChild('ParamList');
  const names: string[] = [];
  for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
    if (node.name === 'VariableDefinition') names.push(text.slice(node.from, node.to));
    else if (node.name === 'ObjectPattern') names.push('');
  }
  return names;
}

/** The name before the colon or the parenthesis. */
export function propertyName(property: SyntaxNode, text: string): string | undefined {
  const name = property.getChild('PropertyDefinition');
  return name === null ? undefined : text.slice(name.from, name.to);
}

function* properties(root: SyntaxNode): Generator<SyntaxNode> {
  for (let node = root.firstChild; node; node = node.nextSibling) {
    if (node.name === 'Property') yield node;
    yield* properties(node);
  }
}
