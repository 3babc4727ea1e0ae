/** One thing to search over. Strategies' parameters have this shape. */
export interface SearchParameter {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Distance of neighbouring values, counted from `min`. Without one the parameter is continuous. */
  readonly step?: number;
  /** Whole numbers only. */
  readonly integer?: boolean;
}

/** What to search over, and which combinations make sense. */
export interface SearchSpace {
  readonly parameters: readonly SearchParameter[];
  /** True for points to try; e.g. fast < slow. All when absent. */
  readonly admits?: (point: Readonly<Record<string, number>>) => boolean;
}

/** Values by parameter name. */
export type SearchPoint = Readonly<Record<string, number>>;

/**
 * The value at a fraction of the way through a parameter's range, on its steps. Every step has the same
 * share of [0, 1); u = (k + ½)/count is the centre of step k's share.
 */
export function valueAt(parameter: SearchParameter, u: number): number {
  const { min, max } = parameter;
  const step = stepOf(parameter);
  if (step === undefined) return min + u * (max - min);
  const count = stepCount(parameter);
  return steppedValue(min, step, Math.min(count - 1, Math.floor(u * count)));
}

/** Where in [0, 1] a value lies: the inverse of `valueAt`, at the centre of its step. */
export function positionOf(parameter: SearchParameter, value: number): number {
  const { min, max } = parameter;
  const step = stepOf(parameter);
  if (step !== undefined) return (Math.round((value - min) / step) + 0.5) / stepCount(parameter);
  return max > min ? (value - min) / (max - min) : 0.5;
}

/** Number of values of a stepped parameter; Infinity for a continuous one. */
export function stepCount(parameter: SearchParameter): number {
  const step = stepOf(parameter);
  if (step === undefined) return Number.POSITIVE_INFINITY;
  // A hair more than the range, so that 0.1 … 0.3 by 0.1 has its end.
  return Math.floor((parameter.max - parameter.min) / step + 1e-9) + 1;
}

/** min + k step, cleared of rounding noise: 0.1 + 2 x 0.1 is 0.3. */
export function steppedValue(min: number, step: number, k: number): number {
  return Number((min + k * step).toPrecision(12));
}

function stepOf({ step, integer }: SearchParameter): number | undefined {
  return step ?? (integer === true ? 1 : undefined);
}

/** @throws when a space has no parameter, a repeated name, or bounds or steps that make no sense. */
export function checkSpace(caller: string, { parameters }: SearchSpace): void {
  if (parameters.length === 0) throw new Error(`${caller}: needs at least one parameter`);
  const names = new Set<string>();
  for (const { name, min, max, step, integer } of parameters) {
    if (names.has(name)) throw new Error(`${caller}: parameter "${name}" is given twice`);
    names.add(name);
    if (!(Number.isFinite(min) && Number.isFinite(max) && min <= max)) {
      throw new Error(`${caller}: "${name}" must have finite bounds min ≤ max, was ${min} … ${max}`);
    }
    if (step !== undefined && !(step > 0)) {
      throw new Error(`${caller}: the step of "${name}" must be above 0, was ${step}`);
    }
    if (integer === true && !(Number.isInteger(min) && Number.isInteger(step ?? 1))) {
      throw new Error(`${caller}: "${name}" is whole, so its min and step must be, were ${min} and ${step}`);
    }
  }
}

/** Text that is equal for equal points, whatever the order of their names. */
export function pointKey(space: SearchSpace, point: SearchPoint): string {
  return space.parameters.map(({ name }) => point[name]).join(',');
}
