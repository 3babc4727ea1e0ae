import { encodeOnnx, type OnnxModel } from '../../../pipelines/score/index.js';

const ML = 'ai.onnx.ml';
const input = (width: number) => ({ name: 'X', element: 'float' as const, shape: ['batch', width] });
const scores = (name = 'variable', width = 1) => ({
  name,
  element: 'float' as const,
  shape: ['batch', width],
});

function model(graph: Omit<OnnxModel['graph'], 'name'>, opsets: Record<string, number>): Uint8Array {
  return encodeOnnx({ producer: 'test', opsets, graph: { name: 'g', ...graph } });
}

/** As skl2onnx writes LinearRegression: y = 2 a - b + 0.5. */
export function linearRegressor(): Uint8Array {
  return model(
    {
      inputs: [input(2)],
      outputs: [scores()],
      nodes: [
        {
          type: 'LinearRegressor',
          domain: ML,
          inputs: ['X'],
          outputs: ['variable'],
          attributes: {
            coefficients: { floats: [2, -1] },
            intercepts: { floats: [0.5] },
            targets: { int: 1 },
          },
        },
      ],
    },
    { '': 17, [ML]: 3 },
  );
}

/** As skl2onnx writes a pipeline of StandardScaler and Ridge: y = (a - 10) / 2 + (b - 20) / 4. */
export function scalerPipeline(): Uint8Array {
  return model(
    {
      inputs: [input(2)],
      outputs: [scores()],
      nodes: [
        {
          type: 'Scaler',
          domain: ML,
          inputs: ['X'],
          outputs: ['scaled'],
          attributes: { offset: { floats: [10, 20] }, scale: { floats: [0.5, 0.25] } },
        },
        {
          type: 'LinearRegressor',
          domain: ML,
          inputs: ['scaled'],
          outputs: ['variable'],
          attributes: { coefficients: { floats: [1, 1] }, intercepts: { floats: [0] }, targets: { int: 1 } },
        },
      ],
    },
    { '': 17, [ML]: 3 },
  );
}

/** As torch.onnx writes an MLP: relu([a - b, b - a]) · [1, 3]. */
export function mlp(): Uint8Array {
  return model(
    {
      inputs: [input(2)],
      outputs: [scores('output')],
      nodes: [
        { type: 'Gemm', inputs: ['X', 'w1', 'b1'], outputs: ['h'] },
        { type: 'Relu', inputs: ['h'], outputs: ['r'] },
        { type: 'Gemm', inputs: ['r', 'w2', 'b2'], outputs: ['output'] },
      ],
      initializers: [
        { name: 'w1', shape: [2, 2], data: Float32Array.of(1, -1, -1, 1) },
        { name: 'b1', shape: [2], data: Float32Array.of(0, 0) },
        { name: 'w2', shape: [2, 1], data: Float32Array.of(1, 3) },
        { name: 'b2', shape: [1], data: Float32Array.of(0) },
      ],
    },
    { '': 17 },
  );
}

/** As skl2onnx writes LogisticRegression: a label, and probabilities as a tensor or through ZipMap. */
export function classifier(withZipMap: boolean): Uint8Array {
  const classify = {
    type: 'LinearClassifier',
    domain: ML,
    inputs: ['X'],
    outputs: ['label', withZipMap ? 'raw' : 'probabilities'],
    attributes: {
      coefficients: { floats: [-1, 0, 1, 0] },
      intercepts: { floats: [0, 0] },
      classlabels_ints: { ints: [0, 1] },
      multi_class: { int: 0 },
      post_transform: { text: 'SOFTMAX' },
    },
  };
  const zip = {
    type: 'ZipMap',
    domain: ML,
    inputs: ['raw'],
    outputs: ['probabilities'],
    attributes: { classlabels_int64s: { ints: [0, 1] } },
  };
  return model(
    {
      inputs: [input(2)],
      outputs: [
        { name: 'label', element: 'int64', shape: ['batch'] },
        { ...scores('probabilities', 2), container: withZipMap ? 'maps' : 'tensor' },
      ],
      nodes: withZipMap ? [classify, zip] : [classify],
    },
    { '': 17, [ML]: 3 },
  );
}

/** As LightGBM's and XGBoost's converters write a booster: a ≤ 0 → -1; else b < 5 → 2, else 3. */
export function treeRegressor(): Uint8Array {
  return model(
    {
      inputs: [input(2)],
      outputs: [scores()],
      nodes: [
        {
          type: 'TreeEnsembleRegressor',
          domain: ML,
          inputs: ['X'],
          outputs: ['variable'],
          attributes: {
            n_targets: { int: 1 },
            nodes_treeids: { ints: [0, 0, 0, 0, 0] },
            nodes_nodeids: { ints: [0, 1, 2, 3, 4] },
            nodes_featureids: { ints: [0, 0, 1, 0, 0] },
            nodes_modes: { texts: ['BRANCH_LEQ', 'LEAF', 'BRANCH_LT', 'LEAF', 'LEAF'] },
            nodes_values: { floats: [0, 0, 5, 0, 0] },
            nodes_truenodeids: { ints: [1, 0, 3, 0, 0] },
            nodes_falsenodeids: { ints: [2, 0, 4, 0, 0] },
            target_treeids: { ints: [0, 0, 0] },
            target_nodeids: { ints: [1, 3, 4] },
            target_ids: { ints: [0, 0, 0] },
            target_weights: { floats: [-1, 2, 3] },
          },
        },
      ],
    },
    { '': 17, [ML]: 3 },
  );
}

/** As some exporters do: one input [rows, 1] per column. y = 3 first + second. */
export function namedColumns(): Uint8Array {
  return model(
    {
      inputs: [
        { name: 'first', element: 'float', shape: ['batch', 1] },
        { name: 'second', element: 'float', shape: ['batch', 1] },
      ],
      outputs: [scores()],
      nodes: [
        { type: 'Mul', inputs: ['first', 'three'], outputs: ['tripled'] },
        { type: 'Add', inputs: ['tripled', 'second'], outputs: ['variable'] },
      ],
      initializers: [{ name: 'three', shape: [1], data: Float32Array.of(3) }],
    },
    { '': 17 },
  );
}

/** Gives NaN for every row: log of minus one. */
export function nanModel(): Uint8Array {
  return model(
    {
      inputs: [input(2)],
      outputs: [scores()],
      nodes: [
        { type: 'MatMul', inputs: ['X', 'zero'], outputs: ['zeros'] },
        { type: 'Add', inputs: ['zeros', 'minus'], outputs: ['below'] },
        { type: 'Log', inputs: ['below'], outputs: ['variable'] },
      ],
      initializers: [
        { name: 'zero', shape: [2, 1], data: Float32Array.of(0, 0) },
        { name: 'minus', shape: [1], data: Float32Array.of(-1) },
      ],
    },
    { '': 17 },
  );
}

/** Needs an operator that does not exist. */
export function unknownOperator(): Uint8Array {
  return model(
    {
      inputs: [input(2)],
      outputs: [scores()],
      nodes: [{ type: 'Oracle', inputs: ['X'], outputs: ['variable'] }],
    },
    { '': 17 },
  );
}
