const SEEDS = [0x811c9dc5, 0x9747b28c];
const PRIME = 0x01000193;

/**
 * Sixteen hexadecimal digits that are the same for the same doubles, bit for bit, in the same order: two
 * FNV-1a hashes of their bytes (Fowler, Noll & Vo 1991) from different starts. Tells whether two runs agree;
 * no protection against somebody who wants a collision.
 */
export function digestDoubles(parts: readonly Float64Array[]): string {
  const hashes = SEEDS.slice();
  for (const part of parts) {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let k = 0; k < hashes.length; k++) {
      let hash = hashes[k];
      for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], PRIME);
      hashes[k] = hash;
    }
  }
  return hashes.map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}
