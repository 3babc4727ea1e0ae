import type { TreeOptions } from '../../models/learning/index.js';
import type { TrainOptions } from './train-options.js';

export interface TreeConfiguration extends Pick<TreeOptions, 'depth' | 'learningRate' | 'l2' | 'trees'> {
  readonly kind: 'gbdt';
  readonly name: string;
}

export interface LinearConfiguration {
  readonly kind: 'ridge' | 'logistic';
  readonly name: string;
  readonly l2: number;
}

/** One setting of the hyper-parameters that a search may choose. */
export type Configuration = TreeConfiguration | LinearConfiguration;

const TREES: readonly Configuration[] = [
  { kind: 'gbdt', name: 'depth 3', depth: 3, learningRate: 0.06, l2: 20, trees: 150 },
  { kind: 'gbdt', name: 'depth 5', depth: 5, learningRate: 0.05, l2: 50, trees: 150 },
];
const PENALTIES = [0.003, 0.03, 0.3];

/** The configurations to choose from, in the order they are tried; written down, not tuned to any data. */
export function configurations({ model, search }: Pick<TrainOptions, 'model' | 'search'>): Configuration[] {
  const all =
    model === 'gbdt'
      ? [...TREES]
      : PENALTIES.map((l2): Configuration => ({ kind: model, name: `l2 ${l2}`, l2 }));
  return search === 'few' ? all : all.slice(0, 1);
}
