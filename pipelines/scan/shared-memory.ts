/**
 * Memory for what a thread leaves behind, which the main thread reads where it stands: pieces of it that travelled
 * as transferred buffers cost a cold scan a quarter of its processor time, shared ones next to nothing.
 */
export interface SharedMemory {
  /** `size` zero bytes that start on a multiple of 8 and are nobody else's. */
  readonly take: (size: number) => Uint8Array;
}

/** So large that it comes from the system as empty pages: it costs what is written to it, and is not cleared first. */
const PIECE_BYTES = 64 << 20;

export function createSharedMemory(): SharedMemory {
  let piece = new SharedArrayBuffer(0);
  let used = 0;
  return {
    take(size) {
      const room = (size + 7) & ~7;
      if (used + room > piece.byteLength) {
        piece = new SharedArrayBuffer(Math.max(PIECE_BYTES, room));
        used = 0;
      }
      const bytes = new Uint8Array(piece, used, size);
      used += room;
      return bytes;
    },
  };
}
