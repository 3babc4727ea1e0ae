import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { type ApiField, BARS_FIELDS, INDICATOR_FUNCTIONS } from './strategy-api.js';
import {
  argumentRecord,
  declaredNames,
  propertyName,
  recordOfName,
  recordOfObject,
  SERIES,
  type SyntaxNode,
} from './strategy-scope.js';

/**
 * Completion for a strategy's text: after a dot the fields of what stands before it; in a decision, an
 * entry, a parameter or the strategy itself the fields that are not there yet; in the braces of an
 * argument what may be taken from it; elsewhere the indicators, imported when taken.
 */
export function completeStrategy(context: CompletionContext): CompletionResult | null {
  const text = context.state.doc.toString();
  const tree = typescriptLanguage.parser.parse(text);
  const word = context.matchBefore(/\w*/);
  const from = word?.from ?? context.pos;
  const at = tree.resolveInner(context.pos, -1);
  if (/Comment|^String$|Template/.test(at.name)) return null;
  const before = /([\w.]+)\.$/.exec(text.slice(Math.max(0, from - 80), from))?.[1];
  const declared = declaredNames(tree, text);
  if (before !== undefined) {
    const [first, second] = before.split('.');
    const record = recordOfName(at, first, text, declared);
    const fields = second === undefined ? record?.fields : seriesFields(record?.fields[second]);
    return fields ? { from, options: options(fields, 'property'), validFor: /^\w*$/ } : null;
  }
  if (from === context.pos && !context.explicit) return null;
  const pattern = enclosing(at, 'ObjectPattern');
  const taken = pattern && patternFields(pattern, text, declared);
  if (taken) return { from, options: options(taken, 'variable'), validFor: /^\w*$/ };
  const object = enclosing(at, 'ObjectExpression');
  if (object && isKeyPlace(text.slice(object.from, from))) {
    const record = recordOfObject(object, text);
    if (!record) return null;
    const present = new Set(object.getChildren('Property').map((property) => propertyName(property, text)));
    const missing = Object.entries(record.fields).filter(([name]) => !present.has(name));
    return { from, options: options(Object.fromEntries(missing), 'property', ': '), validFor: /^\w*$/ };
  }
  return { from, options: indicatorOptions(text), validFor: /^\w*$/ };
}

function seriesFields(of: ApiField | undefined): Readonly<Record<string, ApiField>> | undefined {
  return of?.type === BARS_FIELDS.close.type ? SERIES.fields : undefined;
}

function options(
  fields: Readonly<Record<string, ApiField>>,
  type: Completion['type'],
  after = '',
): Completion[] {
  return Object.entries(fields).map(([label, { type: detail, info }]) => ({
    label,
    type,
    detail,
    info,
    apply: label + after,
  }));
}

function patternFields(
  pattern: SyntaxNode,
  text: string,
  declared: ReturnType<typeof declaredNames>,
): Readonly<Record<string, ApiField>> | undefined {
  const list = pattern.parent;
  const method = list?.parent ? propertyName(list.parent, text) : undefined;
  if (list?.name !== 'ParamList' || method === undefined) return undefined;
  let place = 0;
  for (let node = list.firstChild; node && node.from < pattern.from; node = node.nextSibling) {
    if (/^(VariableDefinition|ObjectPattern)$/.test(node.name)) place++;
  }
  return argumentRecord(method, place, declared)?.fields;
}

/** Is a name of a field wanted here, rather than its value? */
function isKeyPlace(written: string): boolean {
  return /[{,]\s*$/.test(written.replace(/\/\/[^\n]*/g, ''));
}

function enclosing(node: SyntaxNode | null, name: string): SyntaxNode | undefined {
  for (let at = node; at; at = at.parent) {
    if (at.name === name) return at;
    if (/^(Block|Script|ArgList)$/.test(at.name)) return undefined;
  }
  return undefined;
}

function indicatorOptions(text: string): Completion[] {
  const group = /import\s*\{([^}]*)\}\s*from\s*['"][^'"]*indicators[^'"]*['"]/.exec(text);
  const imported = new Set(group?.[1].split(',').map((name) => name.trim()));
  return Object.entries(INDICATOR_FUNCTIONS).map(([label, { type: detail, info }]) => ({
    label,
    type: 'function',
    detail,
    info,
    apply: (view, _completion, from, to) => {
      const changes = [{ from, to, insert: label }];
      if (group && !imported.has(label)) {
        const end = group.index + group[0].indexOf('{') + 1 + group[1].trimEnd().length;
        changes.push({
          from: end,
          to: end,
          insert: `${imported.size > 0 && !imported.has('') ? ',' : ''} ${label}`,
        });
      }
      view.dispatch({
        changes,
        selection: {
          anchor: from + label.length + (changes[1] && changes[1].from < from ? changes[1].insert.length : 0),
        },
      });
    },
  }));
}
