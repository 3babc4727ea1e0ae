/** How a trial's result compares with those of the trials next to it. */
export interface StabilityMap {
  /** Per trial: trials at most one step away on every parameter, itself not counted. */
  readonly neighbours: Int32Array;
  /** Per trial: mean and minimum over itself and its neighbours. */
  readonly plateau: Float64Array;
  readonly worst: Float64Array;
  /** Per trial: standard deviation (ddof 0) over itself and its neighbours. */
  readonly roughness: Float64Array;
  /** Trial with the highest value, and trial with the highest plateau among those with enough neighbours. */
  readonly peak: number;
  readonly best: number;
}

/**
 * Parameter-stability map: a good result amid bad neighbours is luck, a good one on a plateau may be
 * real. Values of each parameter are ranked; trials are neighbours when their ranks differ by at most one
 * on every parameter, so any grid, complete or not, works (random points need binning first).
 * `best` considers trials with at least half as many neighbours as the trial that has most.
 * Source: Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 10.
 * @param parameters one column per parameter, value of each trial.
 * @param values the figure to compare, per trial; NaN = unknown, which counts for nothing.
 * @throws when there is no parameter, or a column's length differs.
 */
export function stabilityMap(parameters: readonly Float64Array[], values: Float64Array): StabilityMap {
  const trials = values.length;
  if (parameters.length === 0) throw new Error('stabilityMap: needs at least one parameter');
  for (const column of parameters) {
    if (column.length !== trials) {
      throw new Error(`stabilityMap: a parameter has ${column.length} values for ${trials} trials`);
    }
  }
  const steps = parameters.map(stepOf);
  const cells = new Map<string, number[]>();
  for (let k = 0; k < trials; k++) {
    const key = steps.map((step) => step[k]).join();
    cells.set(key, [...(cells.get(key) ?? []), k]);
  }
  const offsets = offsetsAround(parameters.length);
  const neighbours = new Int32Array(trials);
  const plateau = new Float64Array(trials);
  const worst = new Float64Array(trials);
  const roughness = new Float64Array(trials);
  for (let k = 0; k < trials; k++) {
    const around = offsets
      .flatMap((offset) => cells.get(steps.map((step, d) => step[k] + offset[d]).join()) ?? [])
      .map((trial) => values[trial])
      .filter((value) => !Number.isNaN(value));
    const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
    neighbours[k] = Math.max(0, around.length - (Number.isNaN(values[k]) ? 0 : 1));
    plateau[k] = mean;
    worst[k] = around.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    roughness[k] = Math.sqrt(around.reduce((sum, value) => sum + (value - mean) ** 2, 0) / around.length);
  }
  const most = neighbours.reduce(
    (top, count, k) => (Number.isNaN(values[k]) ? top : Math.max(top, count)),
    0,
  );
  return {
    neighbours,
    plateau,
    worst,
    roughness,
    peak: highest(values, () => true),
    best: highest(plateau, (k) => neighbours[k] * 2 >= most && !Number.isNaN(values[k])),
  };
}

/** Rank of each value among the distinct values of its parameter. */
function stepOf(column: Float64Array): Int32Array {
  const distinct = [...new Set(column)].sort((a, b) => a - b);
  const rank = new Map(distinct.map((value, k) => [value, k]));
  return Int32Array.from(column, (value) => rank.get(value) ?? -1);
}

/** Every combination of −1, 0, 1 over the parameters. */
function offsetsAround(dimensions: number): number[][] {
  let offsets: number[][] = [[]];
  for (let d = 0; d < dimensions; d++) {
    offsets = offsets.flatMap((offset) => [-1, 0, 1].map((step) => [...offset, step]));
  }
  return offsets;
}

/** Index of the highest value among those admitted; −1 when there is none. */
function highest(values: Float64Array, admits: (index: number) => boolean): number {
  let best = -1;
  for (let k = 0; k < values.length; k++) {
    if (admits(k) && !Number.isNaN(values[k]) && (best < 0 || values[k] > values[best])) best = k;
  }
  return best;
}
