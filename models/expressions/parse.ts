import { ExpressionError } from './expression-error.js';
import type { Argument, BinaryOperator, SyntaxNode } from './syntax-tree.js';
import { tokenise, type Token } from './tokenise.js';

/** Deepest tree and deepest nesting of brackets: far above real rules, far below the stack. */
export const MAX_DEPTH = 400;
export const MAX_NESTING = 100;

/** Left-associative operators by level, loosest first. Comparisons do not chain; `^` is to the right. */
const LOGIC_LEVELS: readonly ReadonlyMap<string, BinaryOperator>[] = [
  new Map([
    ['or', 'or'],
    ['||', 'or'],
  ]),
  new Map([
    ['and', 'and'],
    ['&&', 'and'],
  ]),
];
const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=']);
const SUM = new Map<string, BinaryOperator>([
  ['+', '+'],
  ['-', '-'],
]);
const PRODUCT = new Map<string, BinaryOperator>([
  ['*', '*'],
  ['/', '/'],
  ['%', '%'],
]);
/** Words with a meaning of their own, which nothing else may be called. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'by',
  'true',
  'false',
  'nan',
]);

/**
 * The tree of an expression, by the productions of `grammar`.
 *
 * @throws ExpressionError with the place of the first token that does not fit.
 */
export function parse(text: string): SyntaxNode {
  const tokens = tokenise(text);
  const parser: Parser = { tokens, at: 0, nesting: 0 };
  const tree = expression(parser);
  const rest = peek(parser);
  if (rest.kind !== 'end') throw unexpected(rest, 'expected an operator or the end');
  return tree;
}

interface Parser {
  readonly tokens: readonly Token[];
  at: number;
  nesting: number;
}

function expression(parser: Parser): SyntaxNode {
  return logic(parser, 0);
}

function logic(parser: Parser, level: number): SyntaxNode {
  if (level === LOGIC_LEVELS.length) return negation(parser);
  return leftAssociative(parser, LOGIC_LEVELS[level], () => logic(parser, level + 1));
}

function negation(parser: Parser): SyntaxNode {
  const token = peek(parser);
  if (!isWord(token, 'not') && !isSymbol(token, '!')) return comparison(parser);
  parser.at++;
  const operand = nested(parser, token, () => negation(parser));
  return unary('not', operand, token);
}

function comparison(parser: Parser): SyntaxNode {
  const left = sum(parser);
  const token = peek(parser);
  if (token.kind !== 'symbol' || !COMPARISONS.has(token.text)) return left;
  parser.at++;
  const tree = binary(token.text as BinaryOperator, left, sum(parser));
  const next = peek(parser);
  if (next.kind === 'symbol' && COMPARISONS.has(next.text)) {
    throw new ExpressionError('comparisons do not chain: write "a < b and b < c"', next);
  }
  return tree;
}

function sum(parser: Parser): SyntaxNode {
  return leftAssociative(parser, SUM, () => leftAssociative(parser, PRODUCT, () => signed(parser)));
}

function signed(parser: Parser): SyntaxNode {
  const token = peek(parser);
  if (isSymbol(token, '-') || isSymbol(token, '+')) {
    parser.at++;
    const operand = nested(parser, token, () => signed(parser));
    return token.text === '-' ? unary('-', operand, token) : operand;
  }
  const base = postfix(parser);
  const operator = peek(parser);
  if (!isSymbol(operator, '^') && !isSymbol(operator, '**')) return base;
  parser.at++;
  return binary(
    '^',
    base,
    nested(parser, operator, () => signed(parser)),
  );
}

function postfix(parser: Parser): SyntaxNode {
  let tree = primary(parser);
  for (;;) {
    const token = peek(parser);
    if (isSymbol(token, '[')) {
      parser.at++;
      const bars = nested(parser, token, () => expression(parser));
      const close = expect(parser, ']', token);
      const depth = bounded(Math.max(tree.depth, bars.depth) + 1, token);
      tree = { kind: 'lag', object: tree, bars, start: tree.start, end: close.end, depth };
    } else if (isSymbol(token, '.')) {
      parser.at++;
      const name = peek(parser);
      if (name.kind !== 'name') throw unexpected(name, 'expected the name of an output after "."');
      parser.at++;
      const depth = bounded(tree.depth + 1, token);
      tree = { kind: 'member', object: tree, name: name.text, start: tree.start, end: name.end, depth };
    } else return tree;
  }
}

function primary(parser: Parser): SyntaxNode {
  const token = peek(parser);
  const place = { start: token.start, end: token.end, depth: 1 };
  parser.at++;
  if (token.kind === 'number') return { kind: 'number', value: numberValue(token), ...place };
  if (token.kind === 'text') return { kind: 'text', value: token.text, ...place };
  if (token.kind === 'name' && !['and', 'or', 'not', 'by'].includes(token.text)) {
    return isSymbol(peek(parser), '(') ? call(parser, token) : { kind: 'name', name: token.text, ...place };
  }
  if (isSymbol(token, '(')) {
    const inner = nested(parser, token, () => expression(parser));
    const close = expect(parser, ')', token);
    return { ...inner, start: token.start, end: close.end };
  }
  throw unexpected(token, 'expected a number, a name or "("');
}

function call(parser: Parser, name: Token): SyntaxNode {
  const open = peek(parser);
  parser.at++;
  const found: Argument[] = [];
  nested(parser, open, () => {
    if (isSymbol(peek(parser), ')')) return;
    do argument(parser, found);
    while (maybeTake(parser, ','));
  });
  const close = expect(parser, ')', open);
  const depth = bounded(1 + found.reduce((most, { value }) => Math.max(most, value.depth), 0), name);
  return { kind: 'call', name: name.text, arguments: found, start: name.start, end: close.end, depth };
}

function argument(parser: Parser, found: Argument[]): void {
  const token = peek(parser);
  const isNamed = token.kind === 'name' && isSymbol(parser.tokens[parser.at + 1], ':');
  if (isNamed) parser.at += 2;
  found.push({ name: isNamed ? token.text : undefined, value: expression(parser) });
  if (!isWord(peek(parser), 'by')) return;
  parser.at++;
  const group = peek(parser);
  if (group.kind !== 'name') throw unexpected(group, 'expected sector or industry after "by"');
  parser.at++;
  const value: SyntaxNode = {
    kind: 'name',
    name: group.text,
    start: group.start,
    end: group.end,
    depth: 1,
  };
  found.push({ name: 'by', value });
}

function leftAssociative(
  parser: Parser,
  operators: ReadonlyMap<string, BinaryOperator>,
  operand: () => SyntaxNode,
): SyntaxNode {
  let tree = operand();
  for (;;) {
    const token = peek(parser);
    const operator = token.kind === 'symbol' || token.kind === 'name' ? operators.get(token.text) : undefined;
    if (operator === undefined) return tree;
    parser.at++;
    tree = binary(operator, tree, operand());
  }
}

function nested<T>(parser: Parser, token: Token, read: () => T): T {
  parser.nesting = bounded(parser.nesting + 1, token, MAX_NESTING);
  const result = read();
  parser.nesting--;
  return result;
}

function unary(operator: '-' | 'not', operand: SyntaxNode, token: Token): SyntaxNode {
  const depth = bounded(operand.depth + 1, token);
  return { kind: 'unary', operator, operand, start: token.start, end: operand.end, depth };
}

function binary(operator: BinaryOperator, left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  const depth = bounded(Math.max(left.depth, right.depth) + 1, right);
  return { kind: 'binary', operator, left, right, start: left.start, end: right.end, depth };
}

function bounded(
  depth: number,
  place: { readonly start: number; readonly end: number },
  most = MAX_DEPTH,
): number {
  if (depth <= most) return depth;
  throw new ExpressionError(`nested more than ${most} deep: split it into named expressions`, place);
}

function numberValue(token: Token): number {
  const value = Number(token.text.replaceAll('_', ''));
  if (!Number.isFinite(value)) throw new ExpressionError(`the number ${token.text} is too large`, token);
  return value;
}

function peek(parser: Parser): Token {
  return parser.tokens[parser.at];
}

function maybeTake(parser: Parser, symbol: string): boolean {
  if (!isSymbol(peek(parser), symbol)) return false;
  parser.at++;
  return true;
}

function expect(parser: Parser, symbol: string, opening: Token): Token {
  const token = peek(parser);
  if (!isSymbol(token, symbol)) {
    throw unexpected(token, `expected "${symbol}" to close the "${opening.text}" at ${opening.start + 1}`);
  }
  parser.at++;
  return token;
}

function isSymbol(token: Token, text: string): boolean {
  return token.kind === 'symbol' && token.text === text;
}

function isWord(token: Token, text: string): boolean {
  return token.kind === 'name' && token.text === text;
}

function unexpected(token: Token, wanted: string): ExpressionError {
  const what = token.kind === 'end' ? 'the expression ends too early' : `unexpected "${token.text}"`;
  return new ExpressionError(`${what}: ${wanted}`, token);
}
