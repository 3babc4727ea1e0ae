import type { LinearModel, TreeModel } from '../../models/learning/index.js';

/** A model of this project as JSON: what explanations are computed from, beside the ONNX file. */
export type OwnModelJson = Readonly<Record<string, unknown>>;

const TREE_COLUMNS = {
  treeStart: Int32Array,
  feature: Int32Array,
  threshold: Float32Array,
  missingLeft: Uint8Array,
  left: Int32Array,
  right: Int32Array,
  value: Float32Array,
  cover: Float64Array,
  gain: Float64Array,
} as const;

const LINEAR_COLUMNS = { coefficients: Float32Array, means: Float32Array } as const;

/** Typed arrays become lists; float32 values survive the way through decimal text exactly. */
export function ownModelToJson(model: TreeModel | LinearModel): OwnModelJson {
  return Object.fromEntries(
    Object.entries(model).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
    ]),
  );
}

/**
 * The model that `ownModelToJson` wrote.
 * @throws when a column is missing.
 */
export function ownModelFromJson(json: OwnModelJson): TreeModel | LinearModel {
  const columns = json.kind === 'trees' ? TREE_COLUMNS : LINEAR_COLUMNS;
  const restored: Record<string, unknown> = { ...json };
  for (const [name, type] of Object.entries(columns)) {
    const list = json[name];
    if (!Array.isArray(list)) throw new Error(`ownModelFromJson: the column "${name}" is missing`);
    restored[name] = type.from(list as number[]);
  }
  return restored as unknown as TreeModel | LinearModel;
}
