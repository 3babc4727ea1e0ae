/**
 * One rule of the grammar, in EBNF: `{ }` any number of times, `[ ]` at most once, `|` either, `( )` together,
 * `"…"` as it stands. White space may stand between any two tokens.
 */
export interface Production {
  readonly name: string;
  readonly ebnf: string;
  readonly meaning: string;
  /** Expressions that follow this rule. */
  readonly accepts: readonly string[];
  /** Expressions that would follow it if it said something else. */
  readonly refuses: readonly string[];
}

/** The grammar that `parse` follows, from the whole expression down to its tokens. */
export const grammar: readonly Production[] = [
  {
    name: 'expression',
    ebnf: 'conjunction { ( "or" | "||" ) conjunction }',
    meaning: 'Met where one of its parts is.',
    accepts: ['close > open or close > high[1]', 'close > open || close > high[1]'],
    refuses: ['close > open or', 'or close > open'],
  },
  {
    name: 'conjunction',
    ebnf: 'negation { ( "and" | "&&" ) negation }',
    meaning: 'Met where all of its parts are.',
    accepts: ['close > open and volume > 0', 'close > open && volume > 0'],
    refuses: ['close > open and and volume > 0'],
  },
  {
    name: 'negation',
    ebnf: '( "not" | "!" ) negation | comparison',
    meaning: 'Met where its part is not.',
    accepts: ['not close > open', 'not not close > open', '!(close > open)'],
    refuses: ['close not open'],
  },
  {
    name: 'comparison',
    ebnf: 'sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) sum ]',
    meaning: 'Two numbers side by side, or a label and a text. Comparisons do not chain.',
    accepts: ['close > open', 'sector == "Energy"', 'close != open'],
    refuses: ['low < open < high', 'close = open', 'close <> open'],
  },
  {
    name: 'sum',
    ebnf: 'product { ( "+" | "-" ) product }',
    meaning: 'Added and subtracted from the left.',
    accepts: ['high - low - 1'],
    refuses: ['high -', 'high - * low'],
  },
  {
    name: 'product',
    ebnf: 'signed { ( "*" | "/" | "%" ) signed }',
    meaning: 'Multiplied and divided from the left; % is the remainder, with the sign of the first.',
    accepts: ['high / low * 100', 'close % -2'],
    refuses: ['close / / open', '* close'],
  },
  {
    name: 'signed',
    ebnf: '( "-" | "+" ) signed | power',
    meaning: 'The sign binds less than a power: -close ^ 2 is -(close ^ 2).',
    accepts: ['-close', '--close', '+close ^ 2'],
    refuses: ['close-'],
  },
  {
    name: 'power',
    ebnf: 'postfix [ ( "^" | "**" ) signed ]',
    meaning: 'Powers group to the right.',
    accepts: ['close ^ 2 ^ 0.5', 'close ** -1'],
    refuses: ['close ^', '^ 2'],
  },
  {
    name: 'postfix',
    ebnf: 'primary { "[" expression "]" | "." word }',
    meaning: 'x[n] is the value n bars ago; x.output one of the outputs of an indicator.',
    accepts: ['close[1]', 'macd(12, 26, 9).histogram', 'macd().signal[1]'],
    refuses: ['close[]', 'close[1', 'macd(12, 26, 9).'],
  },
  {
    name: 'primary',
    ebnf: 'number | text | call | name | "(" expression ")"',
    meaning: 'What everything else is made of.',
    accepts: ['14', 'close', 'rsi(2)', '(close + open) / 2'],
    refuses: ['()', '(close', 'close)', ''],
  },
  {
    name: 'call',
    ebnf: 'name "(" [ argument { "," argument } ] ")"',
    meaning: 'An indicator or a function with its arguments. What is left out has its default.',
    accepts: ['rsi()', 'sma(close, 20)'],
    refuses: ['sma(close 20)', 'sma(, 20)', 'sma(close, 20'],
  },
  {
    name: 'argument',
    ebnf: '[ word ":" ] expression [ "by" word ]',
    meaning: 'By place, or by name with a colon; "by sector" or "by industry" compares within the group.',
    accepts: ['sma(close, period: 20)', 'rank(returns by sector)'],
    refuses: ['sma(close, period = 20)', 'sma(close, period:)', 'rank(returns by)', 'close by sector'],
  },
  {
    name: 'name',
    ebnf: 'word - ( "and" | "or" | "not" | "by" )',
    meaning:
      'A column, label, indicator, function, named expression or parameter; true, false and nan are values.',
    accepts: ['close', 'CLOSE', 'true'],
    refuses: ['and', 'by'],
  },
];

/** One kind of token, by the pattern that the tokeniser itself matches. */
export interface TokenRule {
  readonly name: 'number' | 'word' | 'text';
  readonly ebnf: string;
  readonly meaning: string;
  readonly accepts: readonly string[];
  readonly refuses: readonly string[];
}

/** Tokens, within which no white space may stand. */
export const tokenRules: readonly TokenRule[] = [
  {
    name: 'number',
    ebnf: '( digits { "_" digits } [ "." [ digits ] ] | "." digits ) [ ( "e" | "E" ) [ "+" | "-" ] digits ]',
    meaning: 'A decimal number; _ may part its digits.',
    accepts: ['14', '0.5', '.5', '1.', '1_000_000', '1e6', '2.5E-3'],
    refuses: ['1__000', '0x10', '1e', '1,5'],
  },
  {
    name: 'word',
    ebnf: '( letter | "_" ) { letter | digit | "_" }',
    meaning: 'Letters a to z, of either case, which mean the same.',
    accepts: ['close', 'Dollar_Volume'],
    refuses: ['cl\u00f6se', 'clos\u0435', '2close'],
  },
  {
    name: 'text',
    ebnf: `'"' { any but '"' and line end } '"' | "'" { any but "'" and line end } "'"`,
    meaning: 'Compared with a label, and nothing else.',
    accepts: ['"Health Care"', "'Energy'"],
    refuses: ['"Energy', '\u201cEnergy\u201d'],
  },
];
