/** An ONNX model as plain data: what `encodeOnnx` writes. Only what this project's models need. */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  /** Version per operator domain; '' is the standard one. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers?: readonly OnnxTensor[];
}

/** A tensor's name, element type and shape; a text in the shape is a free dimension. */
export interface OnnxValue {
  readonly name: string;
  readonly element: OnnxElement;
  readonly shape: readonly (number | string)[];
  /** `maps`: a sequence of int64-to-element maps, as ZipMap gives. */
  readonly container?: 'tensor' | 'maps';
}

export type OnnxElement = 'float' | 'uint8' | 'int64' | 'double';

export interface OnnxNode {
  readonly type: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export type OnnxAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: ArrayLike<number> }
  | { readonly floats: ArrayLike<number> }
  | { readonly texts: readonly string[] }
  | { readonly tensor: OnnxTensor };

/** int64 values are given as an Int32Array and widened. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Uint8Array | Int32Array;
}
