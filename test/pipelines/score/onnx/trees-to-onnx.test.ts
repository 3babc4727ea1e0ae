import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_TREE_OPTIONS,
  predictTrees,
  sigmoid,
  type TreeModel,
  type TreeObjective,
  trainTrees,
} from '../../../../models/learning/index.js';
import { createRandom } from '../../../../models/random/index.js';
import { encodeOnnx } from '../../../../pipelines/score/onnx/encode-onnx.js';
import { treesToOnnx } from '../../../../pipelines/score/onnx/trees-to-onnx.js';
import { plantedRows } from '../../../models/learning/planted.js';

const OBJECTIVES: readonly TreeObjective[] = ['squared', 'logistic', 'ranking'];

describe('treesToOnnx', () => {
  for (const objective of OBJECTIVES) {
    for (const version of [3, 5] as const) {
      it(`agrees with the runtime within 1e-6 for ${objective}, ai.onnx.ml ${version}, on NaN and at thresholds`, async () => {
        const rows = plantedRows({
          sessions: 30,
          symbols: 60,
          features: 8,
          effect: 1,
          seed: 1,
          missing: 0.1,
        });
        const label = objective === 'logistic' ? rows.label.map((y) => (y > 0 ? 1 : 0)) : rows.label;
        const options = { ...DEFAULT_TREE_OPTIONS, objective, trees: 60, depth: 5, minChildWeight: 2 };
        const { model } = trainTrees({ ...rows, label }, options);
        expect(model.feature.length).toBeGreaterThan(500);
        const probe = probeRows(model, 2000);
        const own = predictTrees(model, probe.columns);
        const theirs = await runOnnx(encodeOnnx(treesToOnnx(model, version)), probe.matrix, model.features);
        let worst = 0;
        for (let i = 0; i < own.length; i++) {
          const expected = objective === 'logistic' ? sigmoid(own[i]) : own[i];
          worst = Math.max(worst, Math.abs(expected - theirs[i]));
        }
        expect(worst).toBeLessThanOrEqual(1e-6);
        // Without a transform the two are the same float32 sums, bit for bit.
        if (objective !== 'logistic') expect(worst).toBe(0);
      });
    }
  }

  it('exports a model whose trees are single leaves, and one without trees', async () => {
    const rows = plantedRows({ sessions: 5, symbols: 20, features: 3, effect: 0, seed: 2 });
    const leaf = trainTrees(rows, { ...DEFAULT_TREE_OPTIONS, trees: 2, minChildWeight: 1e9 }).model;
    const none: TreeModel = { ...leaf, treeStart: Int32Array.of(0), base: 0.25 };
    for (const model of [leaf, none]) {
      for (const version of [3, 5] as const) {
        const scores = await runOnnx(
          encodeOnnx(treesToOnnx(model, version)),
          new Float32Array(6).fill(Number.NaN),
          3,
        );
        expect([...scores]).toEqual([
          ...predictTrees(
            model,
            [0, 1, 2].map(() => new Float32Array(2).fill(Number.NaN)),
          ),
        ]);
      }
    }
  });
});

/** Random rows, a third of whose values are missing or lie exactly on a threshold of the model. */
function probeRows(model: TreeModel, rows: number) {
  const random = createRandom(9);
  const columns = Array.from({ length: model.features }, () => new Float32Array(rows));
  const matrix = new Float32Array(rows * model.features);
  const thresholds = columns.map((_, f) => model.threshold.filter((_t, node) => model.feature[node] === f));
  for (let i = 0; i < rows; i++) {
    for (let f = 0; f < model.features; f++) {
      const draw = random.uniform();
      const choice = thresholds[f];
      columns[f][i] =
        draw < 0.1
          ? Number.NaN
          : draw < 0.35
            ? choice[random.integer(choice.length)]
            : random.uniform() - 0.5;
      matrix[i * model.features + f] = columns[f][i];
    }
  }
  return { columns, matrix };
}

async function runOnnx(bytes: Uint8Array, matrix: Float32Array, features: number): Promise<Float32Array> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
  const { score } = await session.run({
    features: new Tensor('float32', matrix, [matrix.length / features, features]),
  });
  return score.data as Float32Array;
}
