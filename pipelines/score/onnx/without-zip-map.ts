import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_OUTPUT = 12;

/**
 * The same model with the tensor that a ZipMap node reads as its output, in place of the list of maps
 * which the node makes of it (scikit-learn's converter adds one to classifiers, and onnxruntime-node
 * cannot return it). All other bytes are kept. Returns the input itself when there is no ZipMap.
 * @throws when the bytes are not a protobuf message.
 */
export function withoutZipMap(model: Uint8Array): Uint8Array {
  const graph = fields(model).find(({ number }) => number === MODEL_GRAPH);
  if (!graph) return model;
  const graphFields = fields(graph.content);
  const zipped = new Map<string, string>();
  for (const { number, content } of graphFields) {
    if (number !== GRAPH_NODE) continue;
    const node = readNode(content);
    if (node.type === 'ZipMap') zipped.set(node.outputs[0], node.inputs[0]);
  }
  if (zipped.size === 0) return model;
  const rebuilt = new BinaryWriter();
  for (const field of graphFields) {
    if (field.number === GRAPH_NODE && readNode(field.content).type === 'ZipMap') continue;
    const tensor = field.number === GRAPH_OUTPUT ? zipped.get(readName(field.content)) : undefined;
    if (tensor === undefined) rebuilt.raw(field.bytes);
    else rebuilt.tag(GRAPH_OUTPUT, WireType.LengthDelimited).bytes(floatTensor(tensor));
  }
  const out = new BinaryWriter();
  for (const field of fields(model)) {
    if (field.number === MODEL_GRAPH) {
      out.tag(MODEL_GRAPH, WireType.LengthDelimited).bytes(rebuilt.finish());
    } else {
      out.raw(field.bytes);
    }
  }
  return out.finish();
}

/** One field of a message: its number, the whole of its bytes, and what a length-delimited one holds. */
interface Field {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

function fields(message: Uint8Array): Field[] {
  const reader = new BinaryReader(message);
  const found: Field[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [number, wireType] = reader.tag();
    const content = wireType === WireType.LengthDelimited ? reader.bytes() : new Uint8Array(0);
    if (wireType !== WireType.LengthDelimited) reader.skip(wireType, number);
    found.push({ number, bytes: message.subarray(start, reader.pos), content });
  }
  return found;
}

const TEXT = new TextDecoder();

function readNode(message: Uint8Array): { type: string; inputs: string[]; outputs: string[] } {
  const texts = (wanted: number) =>
    fields(message)
      .filter(({ number }) => number === wanted)
      .map(({ content }) => TEXT.decode(content));
  return { inputs: texts(1), outputs: texts(2), type: texts(4)[0] ?? '' };
}

function readName(valueInfo: Uint8Array): string {
  const name = fields(valueInfo).find(({ number }) => number === 1);
  return name ? TEXT.decode(name.content) : '';
}

/** A ValueInfoProto: a float tensor whose shape the runtime infers. */
function floatTensor(name: string): Uint8Array {
  const tensorType = new BinaryWriter().tag(1, WireType.Varint).int32(1).finish();
  const type = new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(tensorType).finish();
  return new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .string(name)
    .tag(2, WireType.LengthDelimited)
    .bytes(type)
    .finish();
}
