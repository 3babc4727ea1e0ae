/** Memory for columns that come and go while one symbol after another is computed. */
export interface Arena {
  /** An array of `length` values, whatever they are: the taker fills all of them. */
  take(length: number): Float64Array;
  /** Gives an array back; nobody may read it afterwards. */
  give(array: Float64Array): void;
  /** An array of `length` values, all equal; shared, so never written. */
  constant(value: number, length: number): Float64Array;
}

/** An arena for one thread. Arrays are reused, so that a scan of many symbols allocates like one. */
export function createArena(): Arena {
  let free: Float64Array[] = [];
  let capacity = 0;
  const constants = new Map<number, Float64Array>();
  return {
    take(length) {
      if (length > capacity) {
        capacity = length;
        free = [];
      }
      const whole = free.pop() ?? new Float64Array(capacity);
      return whole.length === length ? whole : whole.subarray(0, length);
    },
    give(array) {
      if (array.byteOffset !== 0 || array.buffer.byteLength !== capacity * Float64Array.BYTES_PER_ELEMENT)
        return;
      free.push(array.length === capacity ? array : new Float64Array(array.buffer));
    },
    constant(value, length) {
      const known = constants.get(value);
      if (known !== undefined && known.length >= length) return known.subarray(0, length);
      const filled = new Float64Array(Math.max(length, capacity)).fill(value);
      constants.set(value, filled);
      return filled.subarray(0, length);
    },
  };
}
