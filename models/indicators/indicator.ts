/** What an indicator reads, in order. `series` is any series the caller chooses; it defaults to close. */
export type IndicatorInput = 'series' | 'open' | 'high' | 'low' | 'close' | 'volume';

/** One parameter of an indicator, with the bounds that the language, sliders and sweeps respect. */
export interface IndicatorParameter {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/**
 * A registry record: everything that the expression language, the documentation page, the completion,
 * the scanner and the contract tests need to know of an indicator.
 *
 * `compute` and `stream` agree bit for bit. A NaN input makes a windowed output NaN until it has left
 * the window; a recursive indicator starts over after a NaN, as if its series began there.
 */
export interface Indicator {
  readonly name: string;
  readonly title: string;
  readonly group: IndicatorGroup;
  /** One or two sentences: what it measures, its range, its degenerate cases. */
  readonly description: string;
  readonly inputs: readonly IndicatorInput[];
  readonly parameters: readonly IndicatorParameter[];
  /** Names of the outputs; the first is the one an expression gets when it names none. */
  readonly outputs: readonly string[];
  /** The formula in plain text, as the documentation shows it. */
  readonly formula: string;
  /** Author, work, year, page or URL of the formula, and the variant where several exist. */
  readonly source: string;
  /** Number of leading NaN of the longest output, for a series that starts at bar 0. */
  lookback(parameters: readonly number[]): number;
  /** Fills every output completely; inputs and outputs have the same length. Never mutates inputs. */
  compute(
    inputs: readonly Float64Array[],
    parameters: readonly number[],
    outputs: readonly Float64Array[],
  ): void;
  /**
   * The same numbers one bar at a time. All state lives in one array, so that it can be stored and
   * carried on in another process: pass the saved copy as `state`.
   */
  stream(parameters: readonly number[], state?: Float64Array): IndicatorStream;
  /** The loop that both run, for whoever keeps the ends of the series and goes on from there later. */
  loop(parameters: readonly number[]): IndicatorLoop;
}

/**
 * A stretch of bars that a resumable loop works on: it computes outputs `from` up to, not including,
 * `to`. Bars before `from` are already done and may be read in every array, as many as `history` says.
 * `scratch` holds derived series between two stages; `memory` holds what must survive from one
 * stretch to the next, and starts as zeros. Absolute indices mean nothing: a stream reuses its arrays.
 */
export interface Span {
  from: number;
  to: number;
  readonly inputs: readonly Float64Array[];
  readonly outputs: readonly Float64Array[];
  readonly scratch: readonly Float64Array[];
  readonly memory: Float64Array;
}

/** An indicator's loop for given parameters, and what it needs of the bars before those it computes. */
export interface IndicatorLoop {
  /** Earlier bars that it reads of its inputs and scratch series. */
  readonly history: number;
  /** Earlier bars that it reads of its own outputs. */
  readonly outputHistory: number;
  /** Number of scratch series, and of values in its memory. */
  readonly scratch: number;
  readonly memory: number;
  run(span: Span): void;
}

export type IndicatorGroup =
  | 'average'
  | 'momentum'
  | 'trend'
  | 'volatility'
  | 'volume'
  | 'statistics'
  | 'cycle'
  | 'price'
  | 'pattern';

export interface IndicatorStream {
  readonly state: Float64Array;
  /** Takes one value per input, writes one value per output. Allocates nothing. */
  next(inputs: Float64Array, outputs: Float64Array): void;
}
