import { findIndicator, type Indicator } from '../../../models/indicators/index.js';
import type { Columns } from './random-bars.js';

/** The arrays an indicator reads: a series is the close, a second series the other one. */
export function inputsOf(indicator: Indicator, columns: Columns): Float64Array[] {
  let series = 0;
  return indicator.inputs.map((input) => {
    if (input !== 'series') return columns[input];
    return series++ === 0 ? columns.close : columns.other;
  });
}

/** Default values of an indicator's parameters. */
export function defaultsOf(indicator: Indicator): number[] {
  return indicator.parameters.map((parameter) => parameter.default);
}

/** All outputs of an indicator, by name, from arrays filled with rubbish beforehand. */
export function outputsOf(
  indicator: Indicator,
  inputs: readonly Float64Array[],
  parameters: readonly number[],
): Record<string, Float64Array> {
  const outputs = indicator.outputs.map(() => new Float64Array(inputs[0].length).fill(-12_345.678));
  indicator.compute(inputs, parameters, outputs);
  return Object.fromEntries(indicator.outputs.map((name, k) => [name, outputs[k]]));
}

/** Outputs of the indicator of that name on explicit inputs. */
export function run(
  name: string,
  inputs: readonly (Float64Array | readonly number[])[],
  parameters: readonly number[] = [],
): Record<string, Float64Array> {
  const indicator = findIndicator(name);
  if (indicator === undefined) throw new Error(`there is no indicator "${name}"`);
  return outputsOf(
    indicator,
    inputs.map((input) => Float64Array.from(input)),
    parameters,
  );
}
