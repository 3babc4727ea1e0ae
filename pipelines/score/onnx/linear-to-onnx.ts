import type { LinearModel } from '../../../models/learning/index.js';
import type { OnnxModel, OnnxNode } from './onnx-graph.js';
import { FEATURES_INPUT, SCORE_OUTPUT } from './trees-to-onnx.js';

/**
 * A linear model as an ONNX graph of standard operators: missing values take the training mean, then
 * one matrix product; `logistic` ends in a Sigmoid, so that the score is a probability.
 */
export function linearToOnnx(model: LinearModel): OnnxModel {
  const isProbability = model.objective === 'logistic';
  const raw = isProbability ? 'logit' : SCORE_OUTPUT;
  const nodes: OnnxNode[] = [
    { type: 'IsNaN', inputs: [FEATURES_INPUT], outputs: ['missing'] },
    { type: 'Where', inputs: ['missing', 'means', FEATURES_INPUT], outputs: ['filled'] },
    { type: 'MatMul', inputs: ['filled', 'coefficients'], outputs: ['product'] },
    { type: 'Add', inputs: ['product', 'intercept'], outputs: [raw] },
  ];
  if (isProbability) nodes.push({ type: 'Sigmoid', inputs: [raw], outputs: [SCORE_OUTPUT] });
  return {
    producer: 'technic-workbench',
    opsets: { '': 17 },
    graph: {
      name: 'linear',
      inputs: [{ name: FEATURES_INPUT, element: 'float', shape: ['rows', model.features] }],
      outputs: [{ name: SCORE_OUTPUT, element: 'float', shape: ['rows', 1] }],
      nodes,
      initializers: [
        { name: 'means', shape: [model.features], data: model.means },
        { name: 'coefficients', shape: [model.features, 1], data: model.coefficients },
        { name: 'intercept', shape: [1], data: Float32Array.of(model.intercept) },
      ],
    },
  };
}
