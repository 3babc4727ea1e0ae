import { describe, expect, test } from 'vitest';
import {
  canonicalText,
  compile,
  ExpressionError,
  grammar,
  languageLimits,
  languageMistakes,
  parse,
  precedence,
  tokenRules,
} from '../../../models/expressions/index.js';
import { createRandom } from '../../../models/random/index.js';
import { type Ebnf, follows, type Language, pick, readEbnf, sentence } from './ebnf.js';

const WORDS = ['close', 'rsi', 'and', 'or', 'not', 'by', 'sector', 'nan'];
const isWord = (token: string) => /^[a-z_]\w*$/i.test(token);
const isName = (token: string) => isWord(token) && !['and', 'or', 'not', 'by'].includes(token);
const isQuoted = (token: string) => /^["']/.test(token);
const LEAVES: Language['leaves'] = {
  word: { is: isWord, some: WORDS },
  name: { is: isName, some: WORDS.filter(isName) },
  number: { is: (token) => /^[\d.]*\d/.test(token), some: ['1', '0.5', '.5', '1_000', '2e3'] },
  text: { is: isQuoted, some: ['"Energy"', "'x'"] },
};
const LANGUAGE: Language = {
  rules: new Map(grammar.map(({ name, ebnf }) => [name, readEbnf(name === 'name' ? 'word' : ebnf)])),
  leaves: LEAVES,
};

function isParsed(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

function namesIn(node: Ebnf): string[] {
  if (node.kind === 'rule') return [node.name];
  if (node.kind === 'token') return [];
  return ('parts' in node ? node.parts : [node.part]).flatMap(namesIn);
}

function tokensIn(node: Ebnf): string[] {
  if (node.kind === 'token') return [node.text];
  if (node.kind === 'rule') return [];
  return ('parts' in node ? node.parts : [node.part]).flatMap(tokensIn);
}

/** The one way to write what the text means; an error's words where it means nothing. */
function meaningOf(text: string): string {
  try {
    const program = compile({ x: text });
    return canonicalText(program, program.outputs[0].node);
  } catch (error) {
    return String(error);
  }
}

describe('the grammar as documented', () => {
  test('every rule is used by another, and every name in a rule is a rule or a token', () => {
    const used = new Set([...LANGUAGE.rules.values()].flatMap(namesIn));
    for (const { name } of grammar.slice(1)) expect(used, name).toContain(name);
    const known = [...grammar, ...tokenRules].map(({ name }) => name);
    for (const name of used) expect(known).toContain(name);
  });

  test('every example is read, every counterexample refused', () => {
    for (const { name, accepts, refuses } of [...grammar, ...tokenRules]) {
      for (const text of accepts) expect(isParsed(text), `${name}: ${text}`).toBe(true);
      for (const text of refuses) expect(isParsed(text), `${name}: ${text}`).toBe(false);
    }
  });

  test('what the grammar makes, the parser reads', () => {
    const random = createRandom(7);
    for (let k = 0; k < 1000; k++) {
      const text = sentence(LANGUAGE, 'expression', random).join(' ');
      expect(isParsed(text), text).toBe(true);
    }
  });

  test('the parser reads a row of tokens exactly when it follows the grammar', () => {
    const random = createRandom(8);
    const symbols = [...new Set([...LANGUAGE.rules.values()].flatMap(tokensIn))];
    const any = [...symbols, ...Object.values(LEAVES).flatMap(({ some }) => some)];
    let read = 0;
    for (let k = 0; k < 3000; k++) {
      const tokens = sentence(LANGUAGE, 'expression', random);
      if (tokens.length > 60) continue;
      const at = Math.floor(random.uniform() * (tokens.length + 1));
      tokens.splice(
        at,
        random.uniform() < 0.6 ? 1 : 0,
        ...(random.uniform() < 0.7 ? [pick(any, random)] : []),
      );
      const isFollowed = tokens.length > 0 && follows(LANGUAGE, 'expression', tokens);
      const text = tokens.join(' ');
      expect(isParsed(text), text).toBe(isFollowed);
      if (isFollowed) read++;
    }
    expect(read).toBeGreaterThan(300);
  });
});

describe('precedence as documented', () => {
  test('an expression means what it reads as, and not what it could be taken for', () => {
    for (const { text, readsAs, notAs } of precedence) {
      expect(meaningOf(text)).not.toMatch(/^ExpressionError/);
      expect(meaningOf(text)).toBe(meaningOf(readsAs));
      expect(meaningOf(text)).not.toBe(meaningOf(notAs));
    }
  });

  test('the table holds the operators of the grammar, in its order', () => {
    const levels = [
      'expression',
      'conjunction',
      'negation',
      'comparison',
      'sum',
      'product',
      'signed',
      'power',
    ];
    for (const [k, name] of levels.entries()) {
      const written = tokensIn(LANGUAGE.rules.get(name) as Ebnf);
      expect(precedence[k].operators.map((operator) => operator.replace('sign ', ''))).toEqual(
        written.toSorted((a, b) => place(k, a) - place(k, b)),
      );
    }
  });
});

/** Where an operator stands in its level of the table. */
function place(level: number, token: string): number {
  return precedence[level].operators.findIndex((operator) => operator.replace('sign ', '') === token);
}

describe('mistakes as documented', () => {
  test('each is refused, at a place within the text, and those of spelling with the remedy', () => {
    for (const { text, about } of languageMistakes) {
      const refused = refusalOf(text);
      expect(refused, text).toBeInstanceOf(ExpressionError);
      expect(refused?.start, text).toBeGreaterThanOrEqual(0);
      expect(refused?.end, text).toBeLessThanOrEqual(text.length);
      if (about === 'spelling') expect(`${refused?.suggestion ?? ''}${refused?.reason}`, text).toMatch(/\w/);
    }
  });
});

function refusalOf(text: string): ExpressionError | undefined {
  try {
    compile({ x: text });
    return undefined;
  } catch (error) {
    return error as ExpressionError;
  }
}

describe('limits as documented', () => {
  const most = (of: string) => languageLimits.find((limit) => limit.of === of)?.most ?? Number.NaN;
  const isCompiled = (text: string, definitions: Record<string, string> = {}) => {
    try {
      compile({ x: text }, { definitions });
      return true;
    } catch (error) {
      if (error instanceof ExpressionError) return false;
      throw error;
    }
  };
  const chain = (links: number) =>
    Object.fromEntries(
      Array.from({ length: links }, (_, k) => [`d${k}`, k === links - 1 ? 'close' : `d${k + 1}`]),
    );
  const AT: Readonly<Record<string, (size: number) => boolean>> = {
    'length of an expression': (size) => isCompiled('close'.padEnd(size)),
    'length of a name': (size) => isCompiled('n'.repeat(size), { ['n'.repeat(size)]: 'close' }),
    'brackets, signs and powers within each other': (size) =>
      isCompiled(`${'('.repeat(size)}close${')'.repeat(size)}`),
    'operators within each other': (size) => isCompiled(`close${' + open'.repeat(size - 1)}`),
    'a lag': (size) => isCompiled(`close[${size}]`),
    'named expressions that refer to each other': (size) => isCompiled('d0', chain(size)),
  };

  test('what is as large as a limit is read, and nothing larger', () => {
    for (const [of, isRead] of Object.entries(AT)) {
      expect(isRead(most(of)), of).toBe(true);
      expect(isRead(most(of) + 1), of).toBe(false);
    }
  });

  test('what grows by being written out is refused when its parts pass their limit', () => {
    const doubled = (times: number) =>
      Object.fromEntries(
        Array.from({ length: times }, (_, k) => [
          `d${k}`,
          k === times - 1 ? 'close * open' : `d${k + 1} / close[${k + 1}] + d${k + 1} * open[${k + 1}]`,
        ]),
      );
    const parts = most('parts with every named expression written out');
    expect(isCompiled('d0', doubled(5))).toBe(true);
    expect(() => compile({ x: 'd0 + d0[1] + d0[2] + d0[3]' }, { definitions: doubled(10) })).toThrow(
      new RegExp(`at most ${parts} and ${most('those parts within each other')} are read`),
    );
  });
});
