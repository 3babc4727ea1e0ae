import { ExpressionError } from './expression-error.js';
import type { Token } from './tokenise.js';

/** Deepest tree and deepest nesting of brackets: far above real rules, far below the stack. */
export const MAX_DEPTH = 400;
export const MAX_NESTING = 100;

/** The tokens of an expression, and how far they have been read. */
export interface TokenCursor {
  readonly tokens: readonly Token[];
  at: number;
  nesting: number;
}

/** The token to be read next; the last one is of kind end. */
export function peek(cursor: TokenCursor): Token {
  return cursor.tokens[cursor.at];
}

/** Reads a symbol if it comes next. @returns whether it did. */
export function maybeTake(cursor: TokenCursor, symbol: string): boolean {
  if (!isSymbol(peek(cursor), symbol)) return false;
  cursor.at++;
  return true;
}

/**
 * Reads the symbol that closes an opening one.
 *
 * @throws ExpressionError where another token comes.
 */
export function expect(cursor: TokenCursor, symbol: string, opening: Token): Token {
  const token = peek(cursor);
  if (!isSymbol(token, symbol)) {
    throw unexpected(token, `expected "${symbol}" to close the "${opening.text}" at ${opening.start + 1}`);
  }
  cursor.at++;
  return token;
}

/** Whether a token is a certain symbol. */
export function isSymbol(token: Token, text: string): boolean {
  return token.kind === 'symbol' && token.text === text;
}

/** Whether a token is a certain word. */
export function isWord(token: Token, text: string): boolean {
  return token.kind === 'name' && token.text === text;
}

/** What to say of a token that does not fit. */
export function unexpected(token: Token, wanted: string): ExpressionError {
  const what = token.kind === 'end' ? 'the expression ends too early' : `unexpected "${token.text}"`;
  return new ExpressionError(`${what}: ${wanted}`, token);
}

/** Reads something that lies one deeper. @throws ExpressionError beyond MAX_NESTING. */
export function nested<T>(cursor: TokenCursor, token: Token, read: () => T): T {
  cursor.nesting = bounded(cursor.nesting + 1, token, MAX_NESTING);
  const result = read();
  cursor.nesting--;
  return result;
}

/** A depth that is allowed. @throws ExpressionError where it is not. */
export function bounded(
  depth: number,
  place: { readonly start: number; readonly end: number },
  most = MAX_DEPTH,
): number {
  if (depth <= most) return depth;
  throw new ExpressionError(`nested more than ${most} deep: split it into named expressions`, place);
}
