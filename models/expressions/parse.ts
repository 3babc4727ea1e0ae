import { ExpressionError } from './expression-error.js';
import type { Argument, BinaryOperator, SyntaxNode } from './syntax-tree.js';
import {
  bounded,
  expect,
  isSymbol,
  isWord,
  maybeTake,
  nested,
  peek,
  type TokenCursor,
  unexpected,
} from './token-cursor.js';
import { type Token, tokenise } from './tokenise.js';

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
  const cursor: TokenCursor = { tokens, at: 0, nesting: 0 };
  const tree = expression(cursor);
  const rest = peek(cursor);
  if (rest.kind !== 'end') throw unexpected(rest, 'expected an operator or the end');
  return tree;
}

function expression(cursor: TokenCursor): SyntaxNode {
  return logic(cursor, 0);
}

function logic(cursor: TokenCursor, level: number): SyntaxNode {
  if (level === LOGIC_LEVELS.length) return negation(cursor);
  return leftAssociative(cursor, LOGIC_LEVELS[level], () => logic(cursor, level + 1));
}

function negation(cursor: TokenCursor): SyntaxNode {
  const token = peek(cursor);
  if (!isWord(token, 'not') && !isSymbol(token, '!')) return comparison(cursor);
  cursor.at++;
  const operand = nested(cursor, token, () => negation(cursor));
  return unary('not', operand, token);
}

function comparison(cursor: TokenCursor): SyntaxNode {
  const left = sum(cursor);
  const token = peek(cursor);
  if (token.kind !== 'symbol' || !COMPARISONS.has(token.text)) return left;
  cursor.at++;
  const tree = binary(token.text as BinaryOperator, left, sum(cursor));
  const next = peek(cursor);
  if (next.kind === 'symbol' && COMPARISONS.has(next.text)) {
    throw new ExpressionError('comparisons do not chain: write "a < b and b < c"', next);
  }
  return tree;
}

function sum(cursor: TokenCursor): SyntaxNode {
  return leftAssociative(cursor, SUM, () => leftAssociative(cursor, PRODUCT, () => signed(cursor)));
}

function signed(cursor: TokenCursor): SyntaxNode {
  const token = peek(cursor);
  if (isSymbol(token, '-') || isSymbol(token, '+')) {
    cursor.at++;
    const operand = nested(cursor, token, () => signed(cursor));
    return token.text === '-' ? unary('-', operand, token) : operand;
  }
  const base = postfix(cursor);
  const operator = peek(cursor);
  if (!isSymbol(operator, '^') && !isSymbol(operator, '**')) return base;
  cursor.at++;
  return binary(
    '^',
    base,
    nested(cursor, operator, () => signed(cursor)),
  );
}

function postfix(cursor: TokenCursor): SyntaxNode {
  let tree = primary(cursor);
  for (;;) {
    const token = peek(cursor);
    if (isSymbol(token, '[')) {
      cursor.at++;
      const bars = nested(cursor, token, () => expression(cursor));
      const close = expect(cursor, ']', token);
      const depth = bounded(Math.max(tree.depth, bars.depth) + 1, token);
      tree = { kind: 'lag', object: tree, bars, start: tree.start, end: close.end, depth };
    } else if (isSymbol(token, '.')) {
      cursor.at++;
      const name = peek(cursor);
      if (name.kind !== 'name') throw unexpected(name, 'expected the name of an output after "."');
      cursor.at++;
      const depth = bounded(tree.depth + 1, token);
      tree = { kind: 'member', object: tree, name: name.text, start: tree.start, end: name.end, depth };
    } else return tree;
  }
}

function primary(cursor: TokenCursor): SyntaxNode {
  const token = peek(cursor);
  const place = { start: token.start, end: token.end, depth: 1 };
  cursor.at++;
  if (token.kind === 'number') return { kind: 'number', value: numberValue(token), ...place };
  if (token.kind === 'text') return { kind: 'text', value: token.text, ...place };
  if (token.kind === 'name' && !['and', 'or', 'not', 'by'].includes(token.text)) {
    return isSymbol(peek(cursor), '(') ? call(cursor, token) : { kind: 'name', name: token.text, ...place };
  }
  if (isSymbol(token, '(')) {
    const inner = nested(cursor, token, () => expression(cursor));
    const close = expect(cursor, ')', token);
    return { ...inner, start: token.start, end: close.end };
  }
  throw unexpected(token, 'expected a number, a name or "("');
}

function call(cursor: TokenCursor, name: Token): SyntaxNode {
  const open = peek(cursor);
  cursor.at++;
  const found: Argument[] = [];
  nested(cursor, open, () => {
    if (isSymbol(peek(cursor), ')')) return;
    do argument(cursor, found);
    while (maybeTake(cursor, ','));
  });
  const close = expect(cursor, ')', open);
  const depth = bounded(1 + found.reduce((most, { value }) => Math.max(most, value.depth), 0), name);
  return { kind: 'call', name: name.text, arguments: found, start: name.start, end: close.end, depth };
}

function argument(cursor: TokenCursor, found: Argument[]): void {
  const token = peek(cursor);
  const isNamed = token.kind === 'name' && isSymbol(cursor.tokens[cursor.at + 1], ':');
  if (isNamed) cursor.at += 2;
  found.push({ name: isNamed ? token.text : undefined, value: expression(cursor) });
  if (!isWord(peek(cursor), 'by')) return;
  cursor.at++;
  const group = peek(cursor);
  if (group.kind !== 'name') throw unexpected(group, 'expected sector or industry after "by"');
  cursor.at++;
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
  cursor: TokenCursor,
  operators: ReadonlyMap<string, BinaryOperator>,
  operand: () => SyntaxNode,
): SyntaxNode {
  let tree = operand();
  for (;;) {
    const token = peek(cursor);
    const operator = token.kind === 'symbol' || token.kind === 'name' ? operators.get(token.text) : undefined;
    if (operator === undefined) return tree;
    cursor.at++;
    tree = binary(operator, tree, operand());
  }
}

function unary(operator: '-' | 'not', operand: SyntaxNode, token: Token): SyntaxNode {
  const depth = bounded(operand.depth + 1, token);
  return { kind: 'unary', operator, operand, start: token.start, end: operand.end, depth };
}

function binary(operator: BinaryOperator, left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  const depth = bounded(Math.max(left.depth, right.depth) + 1, right);
  return { kind: 'binary', operator, left, right, start: left.start, end: right.end, depth };
}

function numberValue(token: Token): number {
  const value = Number(token.text.replaceAll('_', ''));
  if (!Number.isFinite(value)) throw new ExpressionError(`the number ${token.text} is too large`, token);
  return value;
}
