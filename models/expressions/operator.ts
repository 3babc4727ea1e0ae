/**
 * A step that turns whole columns of one symbol into one column. An indicator of the registry has the
 * same shape. `compute` fills every value of its outputs, never changes its inputs, and lets value i
 * depend on inputs 0…i only.
 */
export interface Operator {
  readonly name: string;
  /** Bars before the first value, beyond those of its inputs. */
  lookback(constants: readonly number[]): number;
  compute(
    inputs: readonly Float64Array[],
    constants: readonly number[],
    outputs: readonly Float64Array[],
  ): void;
  /** Earlier bars of its inputs that a value is made of. Left out: of all of them, as far as `goOn` knows. */
  history?(constants: readonly number[]): number;
  /** As `compute`, where the value on the bar before is `before` (NaN: there is none) and stands for all the past. */
  goOn?(inputs: readonly Float64Array[], output: Float64Array, before: number): void;
}

/** An operator on bar i alone: it needs no earlier bar, and folds when its inputs are constants. */
export function elementwise(
  name: string,
  compute: (inputs: readonly Float64Array[], output: Float64Array) => void,
): Operator {
  const none = () => 0;
  return {
    name,
    lookback: none,
    history: none,
    compute: (inputs, _, outputs) => compute(inputs, outputs[0]),
  };
}
