import { typescriptLanguage } from '@codemirror/lang-javascript';

type SyntaxNode = ReturnType<typeof typescriptLanguage.parser.parse>['topNode'];

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Parts that are types and nothing else, wherever they stand. */
const TYPES_ONLY: ReadonlySet<string> = new Set([
  'TypeAnnotation',
  'TypePredicate',
  'TypeParamList',
  'TypeArgList',
  'InterfaceDeclaration',
  'TypeAliasDeclaration',
  'AmbientDeclaration',
  'Privacy',
]);
const CLASS_WORDS: ReadonlySet<string> = new Set(['readonly', 'abstract', 'override', 'Optional']);

/** TypeScript that is more than types: it would have to be translated, not stripped. */
const TRANSLATED: Readonly<Record<string, string>> = {
  EnumDeclaration: 'an enum cannot be used here: write a constant object',
  NamespaceDeclaration: 'a namespace cannot be used here: write a constant object',
};

/**
 * TypeScript as JavaScript by putting spaces where types stood: every line and column stays where it was,
 * so that a fault of the running program points into the text. As Node's own stripping, it takes types
 * away and translates nothing.
 * @throws Error for an enum, a namespace, or a parameter that is also a property.
 */
export function stripTypes(text: string): string {
  const letters = Array.from({ length: text.length }, (_, i) => text[i]);
  const blank = ({ from, to }: Stretch) => {
    for (let i = from; i < to; i++) if (letters[i] !== '\n') letters[i] = ' ';
  };
  visit(typescriptLanguage.parser.parse(text).topNode, text, blank);
  return letters.join('');
}

function visit(node: SyntaxNode, text: string, blank: (part: Stretch) => void): void {
  if (node.name in TRANSLATED) throw new Error(TRANSLATED[node.name]);
  if (isTypesOnly(node)) return blank(node);
  for (const part of typeParts(node, text)) blank(part);
  for (let child = node.firstChild; child; child = child.nextSibling) visit(child, text, blank);
}

/** Is the whole of it gone once types are? */
function isTypesOnly(node: SyntaxNode): boolean {
  switch (node.name) {
    case 'ImportDeclaration':
      return node.getChild('type') !== null;
    case 'ExportDeclaration':
      return (
        node.getChild('type') !== null ||
        node.getChild('TypeAliasDeclaration') !== null ||
        node.getChild('InterfaceDeclaration') !== null
      );
    // An overload, or a method that is only promised.
    case 'FunctionDeclaration':
    case 'MethodDeclaration':
      return node.getChild('Block') === null;
    case 'PropertyDeclaration':
      return node.getChild('declare') !== null;
    default:
      return TYPES_ONLY.has(node.name);
  }
}

/** What of a node is type: words, and stretches between its children. */
function* typeParts(node: SyntaxNode, text: string): Generator<Stretch> {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const { name, from, to } = child;
    if (/^(Property|Method|Class)Declaration$/.test(node.name) && CLASS_WORDS.has(name)) yield child;
    else if (node.name === 'ParamList' && name === 'Optional') yield child;
    else if (node.name === 'ParamList' && name === 'Privacy')
      throw new Error(
        'a parameter that is also a property cannot be used here: assign it in the constructor',
      );
    else if (node.name === 'ParamList' && name === 'this') yield { from, to: afterComma(child, text) };
    else if (node.name === 'BinaryExpression' && (name === 'as' || name === 'satisfies'))
      yield { from, to: node.to };
    else if (node.name === 'PostfixExpression' && text.slice(from, to) === '!') yield child;
    else if (node.name === 'PrefixCast' && name === '>') yield { from: node.from, to };
    else if (node.name === 'ImportGroup' && name === 'type') yield { from, to: afterComma(child, text) };
    else if (node.name === 'ClassDeclaration' && name === 'implements')
      yield { from, to: node.getChild('ClassBody')?.from ?? to };
  }
}

/** The end of a member of a list, with the comma behind it if there is one. */
function afterComma(first: SyntaxNode, text: string): number {
  let end = first.to;
  for (let node = first.nextSibling; node && !/^[)}]$/.test(node.name); node = node.nextSibling) {
    end = node.to;
    if (text.slice(node.from, node.to) === ',') break;
  }
  return end;
}
