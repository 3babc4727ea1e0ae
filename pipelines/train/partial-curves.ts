import { partialDependence } from '../../models/learning/index.js';
import { type FittedModel, predict } from './fit-range.js';
import type { TrainingMatrix } from './training-matrix.js';

/** Mean score of the sampled rows with one feature set to each of some values. */
export interface PartialCurve {
  readonly feature: string;
  /** Rank within the session, -0.5 to 0.5. */
  readonly value: number[];
  readonly meanScore: number[];
}

const CURVES = 6;
const SAMPLE_ROWS = 2000;
const VALUES = Float32Array.from({ length: 11 }, (_, k) => k / 10 - 0.5);

/** Partial dependence of the features whose permutation costs most, on rows spread evenly through time. */
export function partialCurves(
  matrix: TrainingMatrix,
  model: FittedModel,
  importance: Readonly<Record<string, { readonly permutation: number | null }>>,
): PartialCurve[] {
  const stride = Math.max(1, Math.floor(matrix.session.length / SAMPLE_ROWS));
  const sample = matrix.columns.map((column) => column.filter((_, row) => row % stride === 0));
  const cost = (name: string) => importance[name]?.permutation ?? 0;
  return matrix.features
    .map(({ name }, place) => ({ name, place }))
    .sort((a, b) => cost(b.name) - cost(a.name))
    .slice(0, CURVES)
    .map(({ name, place }) => {
      const { value, meanScore } = partialDependence(sample, place, VALUES, (columns) =>
        predict(model, columns),
      );
      return { feature: name, value: [...value], meanScore: [...meanScore] };
    });
}
