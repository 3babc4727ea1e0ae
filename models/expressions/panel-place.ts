/** Where a symbol stands in the matrices [session x symbol] that stages exchange. */
export interface PanelPlace {
  /** Column of the symbol, and number of columns. */
  readonly symbol: number;
  readonly symbols: number;
  /** Row of each bar. */
  readonly sessionOfBar: Int32Array;
  /** Date-major; may lie in shared memory. */
  readonly matrices: readonly Float64Array[];
}

/** Reads a symbol's values from a matrix, one per bar. */
export function gather(
  { symbol, symbols, sessionOfBar, matrices }: PanelPlace,
  matrix: number,
  output: Float64Array,
): Float64Array {
  const values = matrices[matrix];
  for (let i = 0; i < output.length; i++) output[i] = values[sessionOfBar[i] * symbols + symbol];
  return output;
}

/** Writes a symbol's values to a matrix; outside the universe it takes no part in the session's cross-section. */
export function scatter(
  { symbol, symbols, sessionOfBar, matrices }: PanelPlace,
  matrix: number,
  values: Float64Array,
  eligible: Uint8Array | undefined,
): void {
  const target = matrices[matrix];
  for (let i = 0; i < values.length; i++) {
    const isPresent = eligible === undefined || eligible[i] === 1;
    target[sessionOfBar[i] * symbols + symbol] = isPresent ? values[i] : Number.NaN;
  }
}
