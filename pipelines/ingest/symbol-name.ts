const SYMBOL = /^[A-Za-z0-9^$][A-Za-z0-9.\-^=_&$]{0,23}$/;

/** The rule in words, for the ledger. */
export const SYMBOL_RULE =
  'a symbol is 1 to 24 letters, digits and . - _ ^ = & $, beginning with a letter, a digit, ^ or $';

/**
 * Whether a text is safe and plausible as a symbol (`BRK.B`, `BF-B`, `^GSPC`, `ES=F`, `M&M.NS`).
 * Anything with a slash, a bracket, white space or a control character is not.
 */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text) && !text.includes('..');
}
