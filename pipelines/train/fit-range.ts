import {
  DEFAULT_TREE_OPTIONS,
  dailyIc,
  type LinearModel,
  predictLinear,
  predictTrees,
  type TrainingRows,
  type TreeModel,
  treeCount,
  trainLogistic,
  trainRidge,
  trainTrees,
} from '../../models/learning/index.js';
import { timeDecay } from '../../models/labels/index.js';
import { createRandom } from '../../models/random/index.js';
import type { Configuration } from './configurations.js';
import { sessionOffsets, type TrainingMatrix } from './training-matrix.js';
import type { TrainOptions } from './train-options.js';

export type FittedModel = TreeModel | LinearModel;

/** What a fit reads; few enough arrays to hand to a worker thread. */
export interface FitInputs {
  readonly columns: readonly Float32Array[];
  readonly session: Int32Array;
  readonly sessions: Float64Array;
  /** The label's rank within its session, -0.5 … 0.5. */
  readonly target: Float32Array;
  readonly weight: Float64Array;
  readonly horizon: number;
}

/** Choose a configuration and fit it on some sessions, then score others. */
export interface FitTask {
  readonly id: string;
  /** Sessions, ascending. */
  readonly train: Int32Array;
  /** Sessions to score, ascending; none for the final model. */
  readonly test: Int32Array;
  readonly configurations: readonly Configuration[];
  /** Learn from labels shuffled within each session: what is found then is chance or a leak. */
  readonly isShuffled: boolean;
}

export interface FitResult {
  readonly id: string;
  readonly configuration: string;
  /** Mean daily rank IC on the inner validation sessions, per configuration in order. */
  readonly validationIc: readonly number[];
  /** Scores of the rows of the test sessions, in order. */
  readonly scores: Float32Array;
  readonly model: FittedModel;
}

/** Share of the training sessions, the latest, that choose the configuration and the number of trees. */
const VALIDATION_SHARE = 0.2;
const LEAST_CHILD_SHARE = 0.002;

/**
 * The inner search: every configuration is fitted on the earlier training sessions and judged by rank IC
 * on the latest fifth, with the label's horizon between them; the best is fitted again on all of them
 * with the number of trees it chose. The test sessions are not looked at before they are scored.
 */
export function fitRange(inputs: FitInputs, task: FitTask, options: TrainOptions): FitResult {
  const offsets = sessionOffsets(inputs);
  const { train } = task;
  const split = train[train.length - Math.max(1, Math.round(train.length * VALIDATION_SHARE))];
  const { horizon } = inputs;
  const early = gather(
    inputs,
    offsets,
    train.filter((t) => t < split - horizon),
    task,
    options,
  );
  const late = gather(
    inputs,
    offsets,
    train.filter((t) => t >= split),
    task,
    options,
  );
  const whole = gather(inputs, offsets, train, task, options);
  const trials = task.configurations.map((configuration) => {
    const model = fit(early, configuration, options, late);
    return { model, ic: meanIc(predict(model, late.columns), late, inputs.sessions.length) };
  });
  const best = trials.reduce((chosen, { ic }, k) => (ic > trials[chosen].ic ? k : chosen), 0);
  const found = trials[best].model;
  const configuration = task.configurations[best];
  const trees = found.kind === 'trees' ? treeCount(found) : undefined;
  const model = trees === 0 ? found : fit(whole, configuration, options, undefined, trees);
  return {
    id: task.id,
    configuration: configuration.name,
    validationIc: trials.map(({ ic }) => ic),
    scores:
      task.test.length > 0 ? predict(model, columnsOf(inputs, offsets, task.test)) : new Float32Array(0),
    model,
  };
}

/** The score of rows under either kind of model, as float32. */
export function predict(model: FittedModel, columns: readonly Float32Array[]): Float32Array {
  return model.kind === 'trees' ? predictTrees(model, columns) : predictLinear(model, columns);
}

function fit(
  rows: TrainingRows,
  configuration: Configuration,
  options: TrainOptions,
  validation: TrainingRows | undefined,
  trees?: number,
): FittedModel {
  const asClasses = (data: TrainingRows): TrainingRows => ({
    ...data,
    label: data.label.map((y) => (y > 0 ? 1 : 0)),
  });
  if (configuration.kind !== 'gbdt') {
    const { kind, l2 } = configuration;
    return kind === 'ridge' ? trainRidge(rows, l2) : trainLogistic(asClasses(rows), l2);
  }
  const { objective, seed } = options;
  const ready = objective === 'logistic' ? asClasses(rows) : rows;
  const watched = validation && objective === 'logistic' ? asClasses(validation) : validation;
  return trainTrees(
    ready,
    {
      ...DEFAULT_TREE_OPTIONS,
      depth: configuration.depth,
      learningRate: configuration.learningRate,
      l2: configuration.l2,
      objective,
      seed,
      trees: trees ?? configuration.trees,
      minChildWeight:
        Math.max(20, LEAST_CHILD_SHARE * rows.label.length) * (objective === 'logistic' ? 0.25 : 1),
      patience: 25,
    },
    { validation: watched },
  ).model;
}

function meanIc(score: Float32Array, rows: TrainingRows, sessions: number): number {
  const { ic } = dailyIc(score, rows.label, rows.session, sessions);
  let sum = 0;
  let n = 0;
  for (const value of ic) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n > 0 ? sum / n : 0;
}

/** Rows of some sessions, every k-th of them where there would be too many. */
function gather(
  inputs: FitInputs,
  offsets: Int32Array,
  sessions: Int32Array,
  task: FitTask,
  options: TrainOptions,
): TrainingRows {
  const present = sessions.filter((t) => offsets[t + 1] > offsets[t]);
  const stride = Math.max(1, Math.ceil(rowsOf(offsets, present) / options.maxRows));
  const kept = present.filter((_, k) => k % stride === 0);
  const rows = rowsOf(offsets, kept);
  const label = new Float64Array(rows);
  const weight = new Float64Array(rows);
  const session = new Int32Array(rows);
  const random = createRandom(options.seed).stream('shuffled labels');
  let place = 0;
  for (const t of kept) {
    const [from, to] = [offsets[t], offsets[t + 1]];
    const labels = inputs.target.slice(from, to);
    label.set(task.isShuffled ? random.stream(t).shuffle(labels) : labels, place);
    weight.set(inputs.weight.subarray(from, to), place);
    session.fill(t, place, place + to - from);
    place += to - from;
  }
  const age = timeDecay(session, options.halfLife);
  for (let i = 0; i < rows; i++) weight[i] *= age[i];
  return { columns: columnsOf(inputs, offsets, kept), label, weight, session };
}

function columnsOf({ columns }: FitInputs, offsets: Int32Array, sessions: Int32Array): Float32Array[] {
  const rows = rowsOf(offsets, sessions);
  return columns.map((column) => {
    const copy = new Float32Array(rows);
    let place = 0;
    for (const t of sessions) {
      copy.set(column.subarray(offsets[t], offsets[t + 1]), place);
      place += offsets[t + 1] - offsets[t];
    }
    return copy;
  });
}

function rowsOf(offsets: Int32Array, sessions: Int32Array): number {
  let rows = 0;
  for (const t of sessions) rows += offsets[t + 1] - offsets[t];
  return rows;
}

/** The parts of a matrix that fits read, in shared memory, with the target ranked within each session. */
export function fitInputs(matrix: TrainingMatrix, target: Float32Array): FitInputs {
  const { columns, session, sessions, weight, horizon } = matrix;
  return { columns, session, sessions, weight, horizon, target };
}
