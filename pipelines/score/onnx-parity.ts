import {
  type LinearModel,
  predictLinear,
  predictTrees,
  sigmoid,
  type TreeModel,
} from '../../models/learning/index.js';
import { createRandom } from '../../models/random/index.js';
import { Tensor } from 'onnxruntime-node';
import { openSession } from './open-session.js';
import { FEATURES_INPUT, SCORE_OUTPUT } from './onnx/trees-to-onnx.js';

const ROWS = 2000;
const MISSING_SHARE = 0.1;
const AT_THRESHOLD_SHARE = 0.3;

/**
 * Largest absolute difference between the runtime's scores and our own over 2,000 seeded rows: of the
 * values, a tenth is missing and three tenths lie exactly on a threshold of the model.
 */
export async function onnxParity(model: TreeModel | LinearModel, bytes: Uint8Array): Promise<number> {
  const columns = probeColumns(model);
  const matrix = new Float32Array(ROWS * model.features);
  for (let f = 0; f < model.features; f++) {
    for (let i = 0; i < ROWS; i++) matrix[i * model.features + f] = columns[f][i];
  }
  const own = model.kind === 'trees' ? predictTrees(model, columns) : predictLinear(model, columns);
  const { session } = await openSession(bytes, 'parity check');
  const input = new Tensor('float32', matrix, [ROWS, model.features]);
  const result = await session.run({ [FEATURES_INPUT]: input });
  const theirs = result[SCORE_OUTPUT].data as Float32Array;
  await session.release();
  let worst = 0;
  for (let i = 0; i < ROWS; i++) {
    const expected = model.objective === 'logistic' ? sigmoid(own[i]) : own[i];
    const gap = Math.abs(expected - theirs[i]);
    // A NaN on either side must not look like agreement.
    worst = gap >= 0 ? Math.max(worst, gap) : Infinity;
  }
  return worst;
}

function probeColumns(model: TreeModel | LinearModel): Float32Array[] {
  const random = createRandom('onnx parity');
  const thresholds = Array.from({ length: model.features }, (_, f) =>
    model.kind === 'trees' ? model.threshold.filter((_value, node) => model.feature[node] === f) : [],
  );
  return thresholds.map((choice) =>
    Float32Array.from({ length: ROWS }, () => {
      const draw = random.uniform();
      if (draw < MISSING_SHARE) return Number.NaN;
      if (draw < MISSING_SHARE + AT_THRESHOLD_SHARE && choice.length > 0)
        return choice[random.integer(choice.length)];
      return random.uniform() * 1.2 - 0.6;
    }),
  );
}
