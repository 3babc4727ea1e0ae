/** Memory for what a chunk of symbols leaves behind, in few pieces, because each piece that travels costs time. */
export interface ChunkMemory {
  /** `size` zero bytes that start on a multiple of 8. */
  readonly take: (size: number) => Uint8Array;
  /** Every piece that something was taken from. */
  readonly buffers: readonly ArrayBuffer[];
}

const PIECE_BYTES = 1 << 20;

export function createChunkMemory(): ChunkMemory {
  const buffers: ArrayBuffer[] = [];
  let used = 0;
  return {
    take(size) {
      const last = buffers.at(-1);
      const room = (size + 7) & ~7;
      if (last === undefined || used + room > last.byteLength) {
        buffers.push(new ArrayBuffer(Math.max(PIECE_BYTES, room)));
        used = 0;
      }
      const bytes = new Uint8Array(buffers[buffers.length - 1], used, size);
      used += room;
      return bytes;
    },
    buffers,
  };
}
