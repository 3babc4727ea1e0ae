const FIRST_CAPACITY = 1024;

/** Grows as bytes are written; integers in as few bytes as they need. */
export interface ByteWriter {
  /** A whole number from 0 to 2^53 − 1, seven bits a byte, lowest first (LEB128). */
  varint(value: number): void;
  /** A whole number between ±2^52: small in size means few bytes, whatever the sign (zigzag). */
  signed(value: number): void;
  /** A double as its eight bytes, least significant first. */
  double(value: number): void;
  /** What was written so far, as a view. */
  bytes(): Uint8Array;
}

/** A writer that has written nothing yet. */
export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(FIRST_CAPACITY);
  let length = 0;
  const scratch = new DataView(new ArrayBuffer(8));

  function reserve(more: number): void {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer);
    buffer = larger;
  }

  function varint(value: number): void {
    reserve(8);
    let rest = value;
    while (rest >= 128) {
      const high = Math.floor(rest / 128);
      buffer[length++] = rest - high * 128 + 128;
      rest = high;
    }
    buffer[length++] = rest;
  }

  return {
    varint,
    signed(value) {
      varint(value < 0 ? -2 * value - 1 : 2 * value);
    },
    double(value) {
      reserve(8);
      scratch.setFloat64(0, value, true);
      for (let i = 0; i < 8; i++) buffer[length++] = scratch.getUint8(i);
    },
    bytes: () => buffer.subarray(0, length),
  };
}
