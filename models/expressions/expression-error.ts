export interface ExpressionErrorOptions {
  /** First character at fault, counted from zero. */
  readonly start: number;
  /** One past the last character at fault. */
  readonly end: number;
  /** The nearest name, or a rewrite, when there is one. */
  readonly suggestion?: string;
  /** Name of the output, definition or parameter that holds the text. */
  readonly source?: string;
}

/**
 * What is wrong with an expression, where, and what to write instead. `start` and `end` are offsets
 * into the text of `source`; the message counts characters from one, as people do.
 */
export class ExpressionError extends Error {
  readonly start: number;
  readonly end: number;
  readonly suggestion: string | undefined;
  readonly source: string | undefined;
  /** The sentence without the place, for an editor that underlines the place itself. */
  readonly reason: string;

  constructor(reason: string, { start, end, suggestion, source }: ExpressionErrorOptions) {
    const place = source === undefined ? '' : `in "${source}", `;
    const remedy = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
    super(`${place}character ${start + 1}: ${reason}${remedy}`);
    this.name = 'ExpressionError';
    this.start = start;
    this.end = end;
    this.suggestion = suggestion;
    this.source = source;
    this.reason = reason;
  }

  /** The same error, said to be in the text called `source`. An error that has a source keeps it. */
  within(source: string): ExpressionError {
    if (this.source !== undefined) return this;
    const { start, end, suggestion } = this;
    return new ExpressionError(this.reason, { start, end, suggestion, source });
  }
}
