import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { OnnxAttribute, OnnxElement, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './onnx-graph.js';

/** IR version 10 is the first that knows ai.onnx.ml 5; runtimes accept every older one. */
const IR_VERSION = 10;

const ELEMENT_TYPES: Readonly<Record<OnnxElement, number>> = { float: 1, uint8: 2, int64: 7, double: 11 };
const INT64 = ELEMENT_TYPES.int64;

/** The bytes of an ONNX file. Field numbers are those of onnx.proto (github.com/onnx/onnx, IR version 10). */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const out = new BinaryWriter();
  out.tag(1, WireType.Varint).int64(IR_VERSION);
  out.tag(2, WireType.LengthDelimited).string(model.producer);
  message(out, 7, (graph) => {
    for (const node of model.graph.nodes) message(graph, 1, (writer) => writeNode(writer, node));
    graph.tag(2, WireType.LengthDelimited).string(model.graph.name);
    for (const tensor of model.graph.initializers ?? [])
      message(graph, 5, (writer) => writeTensor(writer, tensor));
    for (const value of model.graph.inputs) message(graph, 11, (writer) => writeValue(writer, value));
    for (const value of model.graph.outputs) message(graph, 12, (writer) => writeValue(writer, value));
  });
  for (const [domain, version] of Object.entries(model.opsets)) {
    message(out, 8, (opset) => {
      opset.tag(1, WireType.LengthDelimited).string(domain);
      opset.tag(2, WireType.Varint).int64(version);
    });
  }
  for (const [key, value] of Object.entries(model.metadata ?? {})) {
    message(out, 14, (entry) => {
      entry.tag(1, WireType.LengthDelimited).string(key);
      entry.tag(2, WireType.LengthDelimited).string(value);
    });
  }
  return out.finish();
}

function message(out: BinaryWriter, field: number, write: (writer: BinaryWriter) => void): void {
  out.tag(field, WireType.LengthDelimited).fork();
  write(out);
  out.join();
}

function writeNode(out: BinaryWriter, node: OnnxNode): void {
  for (const name of node.inputs) out.tag(1, WireType.LengthDelimited).string(name);
  for (const name of node.outputs) out.tag(2, WireType.LengthDelimited).string(name);
  out.tag(4, WireType.LengthDelimited).string(node.type);
  for (const [name, attribute] of Object.entries(node.attributes ?? {})) {
    message(out, 5, (writer) => writeAttribute(writer, name, attribute));
  }
  if (node.domain) out.tag(7, WireType.LengthDelimited).string(node.domain);
}

function writeAttribute(out: BinaryWriter, name: string, attribute: OnnxAttribute): void {
  out.tag(1, WireType.LengthDelimited).string(name);
  const type = (value: number) => out.tag(20, WireType.Varint).int32(value);
  if ('float' in attribute) {
    out.tag(2, WireType.Bit32).float(attribute.float);
    type(1);
  } else if ('int' in attribute) {
    out.tag(3, WireType.Varint).int64(attribute.int);
    type(2);
  } else if ('text' in attribute) {
    out.tag(4, WireType.LengthDelimited).string(attribute.text);
    type(3);
  } else if ('tensor' in attribute) {
    message(out, 5, (writer) => writeTensor(writer, attribute.tensor));
    type(4);
  } else if ('floats' in attribute) {
    out.tag(7, WireType.LengthDelimited).bytes(littleEndian(Float32Array.from(attribute.floats)));
    type(6);
  } else if ('ints' in attribute) {
    const { ints } = attribute;
    message(out, 8, (writer) => {
      for (let i = 0; i < ints.length; i++) {
        if (ints[i] >= 0) writer.uint32(ints[i]);
        else writer.int64(ints[i]);
      }
    });
    type(7);
  } else {
    for (const text of attribute.texts) out.tag(9, WireType.LengthDelimited).string(text);
    type(8);
  }
}

function writeTensor(out: BinaryWriter, tensor: OnnxTensor): void {
  for (const size of tensor.shape) out.tag(1, WireType.Varint).int64(size);
  out.tag(2, WireType.Varint).int32(ELEMENT_TYPES[elementOf(tensor.data)]);
  out.tag(8, WireType.LengthDelimited).string(tensor.name);
  const data = tensor.data instanceof Int32Array ? BigInt64Array.from(tensor.data, BigInt) : tensor.data;
  out.tag(9, WireType.LengthDelimited).bytes(littleEndian(data));
}

function elementOf(data: OnnxTensor['data']): OnnxElement {
  if (data instanceof Float32Array) return 'float';
  if (data instanceof Float64Array) return 'double';
  return data instanceof Uint8Array ? 'uint8' : 'int64';
}

/** The memory of a typed array; every platform that Node and onnxruntime run on is little-endian. */
function littleEndian(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function writeValue(out: BinaryWriter, value: OnnxValue): void {
  out.tag(1, WireType.LengthDelimited).string(value.name);
  message(out, 2, (type) => {
    if (value.container === 'maps') writeMapsType(type, value);
    else writeTensorType(type, value);
  });
}

function writeTensorType(out: BinaryWriter, value: OnnxValue): void {
  message(out, 1, (tensor) => {
    tensor.tag(1, WireType.Varint).int32(ELEMENT_TYPES[value.element]);
    message(tensor, 2, (shape) => {
      for (const size of value.shape) {
        message(shape, 1, (dimension) => {
          if (typeof size === 'number') dimension.tag(1, WireType.Varint).int64(size);
          else dimension.tag(2, WireType.LengthDelimited).string(size);
        });
      }
    });
  });
}

/** sequence(map(int64, tensor(element))). */
function writeMapsType(out: BinaryWriter, value: OnnxValue): void {
  message(out, 4, (sequence) => {
    message(sequence, 1, (element) => {
      message(element, 5, (map) => {
        map.tag(1, WireType.Varint).int32(INT64);
        message(map, 2, (held) => writeTensorType(held, { ...value, shape: [] }));
      });
    });
  });
}
