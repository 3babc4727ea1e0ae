import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';
import { stripTypes } from './strip-types.js';

type Tree = ReturnType<typeof javascriptLanguage.parser.parse>;
type Cursor = ReturnType<Tree['cursor']>;

/** A stretch of the reader's text that cannot run, and why. */
export interface SourceFault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** Longest text of a strategy, in characters: far more than a strategy needs, and it must fit into a link. */
const MOST_CHARACTERS = 20_000;

/** What a strategy may import, by how the address ends: the same file runs in the program's folders. */
const ALLOWED_IMPORT = /(^|\/)indicators(\/index)?\.js$|^technic\/indicators$/;

/**
 * Looks through the text of a strategy for what cannot run in the page: errors of syntax, and imports of
 * anything but the indicators. Types are not checked here; `npx tsc` does that with the exported file.
 */
export function checkSource(text: string): SourceFault[] {
  if (text.length > MOST_CHARACTERS) {
    const message = `a strategy has at most ${MOST_CHARACTERS} characters here, this one has ${text.length}`;
    return [{ from: MOST_CHARACTERS, to: text.length, message }];
  }
  const tree = typescriptLanguage.parser.parse(text);
  const faults = [...syntaxFaults(tree, text), ...importFaults(tree, text)];
  if (faults.length > 0 || exportedNames(tree, text).length > 0) return faults;
  return [{ from: 0, to: Math.min(1, text.length), message: NO_EXPORT }];
}

const NO_EXPORT = 'nothing is exported: write "export const myIdea: CodeStrategy = { … }"';

/**
 * The text as a JavaScript module for the sandbox, line for line: types blanked, imports of indicators
 * taken from the engine, and what is exported offered to it at the end.
 * @param engineUrl absolute address of the sandbox's engine, see workers/sandbox.ts.
 * @throws Error with the first fault when the text has one.
 */
export function sandboxModule(text: string, engineUrl: string): string {
  const [fault] = checkSource(text);
  if (fault) throw new Error(fault.message);
  const code = stripTypes(text);
  const tree = javascriptLanguage.parser.parse(code);
  // What runs is looked at once more: it is not what was written.
  const [left] = [...syntaxFaults(tree, code), ...importFaults(tree, code)];
  if (left) throw new Error(left.message);
  const edits = [...importAddresses(tree, code)].map(({ from, to }) => ({
    from,
    to,
    text: JSON.stringify(engineUrl),
  }));
  const names = exportedNames(tree, code);
  for (const { from, to } of defaultExports(tree)) edits.push({ from, to, text: `const ${DEFAULT_NAME} = ` });
  return `${applyEdits(code, edits)}\n;import { offer as ${OFFER_NAME} } from ${JSON.stringify(engineUrl)}; ${OFFER_NAME}([${names.join(', ')}]);\n`;
}

const DEFAULT_NAME = '__defaultStrategy';
const OFFER_NAME = '__offerStrategy';

function syntaxFaults(tree: Tree, text: string): SourceFault[] {
  const faults: SourceFault[] = [];
  walk(tree, (node) => {
    if (!node.type.isError) return;
    const near = /\S.{0,11}/.exec(text.slice(node.from).replace(/\n[\s\S]*/, ''))?.[0];
    faults.push({
      from: node.from,
      to: Math.min(text.length, Math.max(node.to, node.from + 1)),
      message: near === undefined ? 'something is missing here' : `syntax error near "${near.trim()}"`,
    });
  });
  return faults;
}

function importFaults(tree: Tree, text: string): SourceFault[] {
  const faults: SourceFault[] = [];
  walk(tree, (node) => {
    const { from, to, name } = node;
    if (name === 'DynamicImport')
      faults.push({ from, to, message: 'import() is not available to a strategy' });
    if (name !== 'ImportDeclaration' && name !== 'ExportDeclaration') return;
    if (isTypeOnly(text.slice(from, to))) return;
    const address = node.node.getChild('String');
    const said = address === null ? undefined : text.slice(address.from + 1, address.to - 1);
    if (address === null || said === undefined) return;
    if (name === 'ImportDeclaration' && ALLOWED_IMPORT.test(said)) return;
    faults.push({
      from: address.from,
      to: address.to,
      message: `"${said}" cannot be imported here: a strategy in the Lab has the indicators ("../indicators/index.js") and types`,
    });
  });
  return faults;
}

function isTypeOnly(statement: string): boolean {
  return /^(import|export)\s+type\b/.test(statement);
}

function* importAddresses(tree: Tree, text: string): Generator<{ from: number; to: number }> {
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    if (node.name !== 'ImportDeclaration' || isTypeOnly(text.slice(node.from, node.to))) continue;
    const address = node.getChild('String');
    if (address) yield { from: address.from, to: address.to };
  }
}

/** Names of the constants that a text exports; the default export under a name of its own. */
function exportedNames(tree: Tree, text: string): string[] {
  const names: string[] = [];
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    if (node.name !== 'ExportDeclaration') continue;
    if (node.getChild('default')) names.push(DEFAULT_NAME);
    for (const { from, to } of node.getChild('VariableDeclaration')?.getChildren('VariableDefinition') ?? [])
      names.push(text.slice(from, to));
    const group = node.getChild('ExportGroup');
    const listed = group === null ? undefined : text.slice(group.from + 1, group.to - 1);
    if (listed !== undefined)
      names.push(...listed.split(',').flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []));
  }
  return names;
}

/** The words `export default` where an expression follows them. */
function defaultExports(tree: Tree): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    const word = node.name === 'ExportDeclaration' ? node.getChild('default') : null;
    if (word) found.push({ from: node.from, to: word.to });
  }
  return found;
}

function applyEdits(text: string, edits: readonly { from: number; to: number; text: string }[]): string {
  let out = text;
  for (const edit of [...edits].sort((a, b) => b.from - a.from)) {
    out = out.slice(0, edit.from) + edit.text + out.slice(edit.to);
  }
  return out;
}

function walk(tree: Tree, visit: (cursor: Cursor) => void): void {
  const cursor = tree.cursor();
  do visit(cursor);
  while (cursor.next());
}
