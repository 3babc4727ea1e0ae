import { ExpressionError } from './expression-error.js';

export type TokenKind = 'number' | 'name' | 'text' | 'symbol' | 'end';

/** A piece of the text from `start` up to `end`. Names are in lower case; texts are without quotes. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Longest text that is read at all: a wall against pasted files, far above any real rule. */
export const MAX_TEXT_LENGTH = 20_000;
export const MAX_NAME_LENGTH = 64;

const SPACE = /[ \t\r\n]+/y;
const NUMBER = /(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const TEXT = /"([^"\n]*)"|'([^'\n]*)'/y;
const SYMBOL = /<=|>=|==|!=|&&|\|\||\*\*|[-+*/%^<>!()[\],:.]/y;

/** Characters that word processors and other alphabets put in the place of ours. */
const LOOK_ALIKES = new Map([
  ['−', '-'],
  ['–', '-'],
  ['—', '-'],
  ['×', '*'],
  ['÷', '/'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['\u00a0', ' '],
  ['¬', 'not'],
  ['∧', 'and'],
  ['∨', 'or'],
  ['а', 'a'],
  ['с', 'c'],
  ['е', 'e'],
  ['о', 'o'],
  ['р', 'p'],
  ['х', 'x'],
  ['ѕ', 's'],
  ['і', 'i'],
  ['α', 'a'],
  ['ο', 'o'],
  ['ν', 'v'],
  ['ρ', 'p'],
]);

/**
 * The tokens of an expression, ended by one of kind `end`.
 * @throws ExpressionError when the text is too long or holds a character the language does not have.
 */
export function tokenise(text: string): readonly Token[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new ExpressionError(
      `an expression has at most ${MAX_TEXT_LENGTH} characters, this one has ${text.length}; split it into named expressions`,
      { start: MAX_TEXT_LENGTH, end: text.length },
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  const name = matchAt(NAME, text, start);
  if (name !== null) return nameToken(name[0], start);
  const number = matchAt(NUMBER, text, start);
  if (number !== null) return { kind: 'number', text: number[0], start, end: start + number[0].length };
  const quoted = matchAt(TEXT, text, start);
  if (quoted !== null) {
    return { kind: 'text', text: quoted[1] ?? quoted[2], start, end: start + quoted[0].length };
  }
  const symbol = matchAt(SYMBOL, text, start);
  if (symbol !== null) return { kind: 'symbol', text: symbol[0], start, end: start + symbol[0].length };
  throw unknownCharacter(text, start);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function nameToken(written: string, start: number): Token {
  const end = start + written.length;
  if (written.length > MAX_NAME_LENGTH) {
    throw new ExpressionError(
      `a name has at most ${MAX_NAME_LENGTH} characters, this one has ${written.length}`,
      {
        start,
        end,
      },
    );
  }
  return { kind: 'name', text: written.toLowerCase(), start, end };
}

function unknownCharacter(text: string, start: number): ExpressionError {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const end = start + character.length;
  if (character === '"' || character === "'") {
    return new ExpressionError(`the text that starts with ${character} has no closing ${character}`, {
      start,
      end: text.length,
    });
  }
  if (character === '=') {
    return new ExpressionError('"=" alone means nothing here: compare with "==", name an argument with ":"', {
      start,
      end,
    });
  }
  if (character === '?') {
    return new ExpressionError('there is no "?": write if(condition, then, otherwise)', { start, end });
  }
  if (character === '&' || character === '|') {
    const suggestion = character === '&' ? 'and' : 'or';
    return new ExpressionError(`unknown character "${character}"`, { start, end, suggestion });
  }
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return new ExpressionError(`unknown character "${printable(character)}" (${code})`, {
    start,
    end,
    suggestion: lookAlike(character),
  });
}

function lookAlike(character: string): string | undefined {
  const known = LOOK_ALIKES.get(character);
  if (known !== undefined) return known;
  const plain = character.normalize('NFKC');
  return plain !== character && /^[\x20-\x7e]+$/.test(plain) ? plain : undefined;
}

function printable(character: string): string {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? character : ' ';
}
