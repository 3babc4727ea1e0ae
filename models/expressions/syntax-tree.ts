export type UnaryOperator = '-' | 'not';
export type BinaryOperator =
  | 'or'
  | 'and'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^';

interface Place {
  /** Offsets into the text: from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  /** Height of the tree under this node, which the parser bounds. */
  readonly depth: number;
}

export interface Argument {
  /** Lower-case parameter name of `name: value`, or undefined for a positional argument. */
  readonly name: string | undefined;
  readonly value: SyntaxNode;
}

/** What the text says, before names are looked up and types are known. */
export type SyntaxNode = Place &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Argument[] }
    | { readonly kind: 'member'; readonly object: SyntaxNode; readonly name: string }
    | { readonly kind: 'lag'; readonly object: SyntaxNode; readonly bars: SyntaxNode }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: SyntaxNode }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
  );
