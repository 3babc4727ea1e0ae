/** Reads what a `ByteWriter` wrote, in the same order. */
export interface ByteReader {
  varint(): number;
  signed(): number;
  double(): number;
  /** Bytes read so far. */
  offset(): number;
}

/** @throws when read past the end: the bytes were cut off. */
export function createByteReader(bytes: Uint8Array, start = 0): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length;
  let offset = start;

  function varint(): number {
    let byte = bytes[offset++];
    if (byte < 128) return byte;
    let value = byte - 128;
    let scale = 128;
    do {
      if (offset >= end) throw new Error(`createByteReader: the bytes end inside a number, at ${end}`);
      byte = bytes[offset++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return value;
  }

  return {
    varint() {
      if (offset >= end) throw new Error(`createByteReader: the bytes end too early, at ${end}`);
      return varint();
    },
    signed() {
      if (offset >= end) throw new Error(`createByteReader: the bytes end too early, at ${end}`);
      const value = varint();
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    },
    double() {
      if (offset + 8 > end) throw new Error(`createByteReader: the bytes end inside a number, at ${end}`);
      offset += 8;
      return view.getFloat64(offset - 8, true);
    },
    offset: () => offset,
  };
}
