import { typescriptLanguage } from '@codemirror/lang-javascript';
import { INDICATOR_FUNCTIONS } from './strategy-api.js';
import {
  declaredNames,
  type KnownRecord,
  propertyName,
  recordOfName,
  recordOfObject,
  type SyntaxNode,
} from './strategy-scope.js';
import { checkSource, type SourceFault } from './strategy-source.js';

/**
 * What is wrong in the text of a strategy, as far as it can be seen without running it: syntax and
 * imports first; then fields that bars, account, decision and entry do not have, and indicators that
 * are not imported.
 */
export function lintStrategy(text: string): SourceFault[] {
  const faults = checkSource(text);
  if (faults.length > 0) return faults;
  const tree = typescriptLanguage.parser.parse(text);
  const declared = declaredNames(tree, text);
  const imported = importedNames(tree.topNode, text);
  const found: SourceFault[] = [];
  for (const node of nodes(tree.topNode)) {
    if (node.name === 'MemberExpression') {
      const [object, property] = [node.firstChild, node.getChild('PropertyName')];
      if (object?.name !== 'VariableName' || property === null) continue;
      const record = recordOfName(node, text.slice(object.from, object.to), text, declared);
      if (record) found.push(...unknownField(property, text.slice(property.from, property.to), record));
    } else if (node.name === 'Property') {
      const record = recordOfObject(node.parent, text);
      const name = propertyName(node, text);
      const place = node.getChild('PropertyDefinition');
      if (record && place && name !== undefined) found.push(...unknownField(place, name, record));
    } else if (node.name === 'CallExpression' && node.firstChild?.name === 'VariableName') {
      const { from, to } = node.firstChild;
      const name = text.slice(from, to);
      if (name in INDICATOR_FUNCTIONS && !imported.has(name) && !isDeclared(name, text))
        found.push({ from, to, message: `${name} is not imported: import { ${name} } from the indicators` });
    } else if (node.name === 'ImportDeclaration') found.push(...unknownImports(node, text));
  }
  return found;
}

function unknownField(
  { from, to }: SyntaxNode,
  name: string,
  { called, fields }: KnownRecord,
): SourceFault[] {
  const names = Object.keys(fields);
  if (name in fields || names.length === 0) return [];
  return [{ from, to, message: `${called} has no "${name}"; there are ${names.join(', ')}` }];
}

function unknownImports(declaration: SyntaxNode, text: string): SourceFault[] {
  if (/^import\s+type\b/.test(text.slice(declaration.from, declaration.to))) return [];
  return (declaration.getChild('ImportGroup')?.getChildren('VariableDefinition') ?? []).flatMap(
    ({ from, to }) => {
      const name = text.slice(from, to);
      if (name in INDICATOR_FUNCTIONS || /Lookback$|ndicators?$/.test(name)) return [];
      const names = Object.keys(INDICATOR_FUNCTIONS).join(', ');
      return [{ from, to, message: `there is no indicator "${name}" to import; there are ${names}` }];
    },
  );
}

function importedNames(root: SyntaxNode, text: string): Set<string> {
  const names = new Set<string>();
  for (const declaration of root.getChildren('ImportDeclaration')) {
    for (const { from, to } of declaration.getChild('ImportGroup')?.getChildren('VariableDefinition') ?? [])
      names.add(text.slice(from, to));
  }
  return names;
}

function isDeclared(name: string, text: string): boolean {
  return new RegExp(`\\b(?:function|const|let)\\s+${name}\\b`).test(text);
}

function* nodes(root: SyntaxNode): Generator<SyntaxNode> {
  for (let node = root.firstChild; node; node = node.nextSibling) {
    yield node;
    yield* nodes(node);
  }
}
