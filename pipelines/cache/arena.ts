/** Gives memory for a number of bytes, on a multiple of 8 in its buffer; what is in it is anybody's guess. */
export type Room = (bytes: number) => Uint8Array<ArrayBuffer>;

/** Memory for many values at once, used again for the next. */
export interface Arena {
  readonly room: Room;
  /** Everything that `room` gave may be overwritten from now on. */
  clear(): void;
}

/** An arena keeps no more than this from one use to the next. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Memory of its own for each value. */
export const ownRoom: Room = (bytes) => new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);

/** An arena that grows to what one batch needs. */
export function createArena(): Arena {
  let memory = ownRoom(0);
  let wanted = 0;
  return {
    room(bytes) {
      const from = wanted;
      wanted += (bytes + 7) & ~7;
      return wanted <= memory.length ? memory.subarray(from, from + bytes) : ownRoom(bytes);
    },
    clear() {
      if (wanted > memory.length) memory = ownRoom(Math.min(wanted, MOST_BYTES));
      wanted = 0;
    },
  };
}
