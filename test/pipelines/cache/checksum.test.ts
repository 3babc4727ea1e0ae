import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../../pipelines/cache/checksum.js';

/** The definition, word for word. */
function plain(bytes: Uint8Array, start: number): number {
  const mix = (h: number, word: number) => Math.imul(((h << 13) | (h >>> 19)) ^ word, 0x9e37_79b1);
  const lanes = Array.from({ length: 32 }, (_, lane) => lane + 1);
  const rows = Math.ceil((bytes.length - start) / 128);
  for (let word = 0; word < 32 * rows; word++) {
    const at = start + 4 * word;
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => bytes[at + k] ?? 0);
    lanes[word % 32] = mix(lanes[word % 32], a | (b << 8) | (c << 16) | (d << 24));
  }
  return lanes.reduce(mix, bytes.length - start) >>> 0;
}

const filled = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) ^ (i >> 3));

describe('the checksum of bytes', () => {
  it.each([0, 1, 4, 127, 128, 129, 65_535, 65_536, 65_537, 200_001])(
    'is what its definition says for %i of them, from any start',
    (length) => {
      const bytes = filled(length + 8);
      for (const start of [0, 3, 8]) expect(checksum(bytes, start)).toBe(plain(bytes, start));
    },
  );

  it('does not depend on what was summed before', () => {
    const bytes = filled(1000);
    const before = checksum(bytes, 8);
    checksum(filled(100_000), 0);
    expect(checksum(bytes, 8)).toBe(before);
  });

  it('changes with any bit, and with zeros at the end', () => {
    const bytes = filled(300);
    const truth = checksum(bytes, 0);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      expect(checksum(bytes, 0)).not.toBe(truth);
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
    expect(checksum(Uint8Array.from([...bytes, 0]), 0)).not.toBe(truth);
  });

  it('finds turned signs, doubled changes and exchanged halves', () => {
    const changed = fc.record({
      at: fc.nat(2047),
      other: fc.nat(2047),
      mask: fc.integer({ min: 1, max: 255 }),
    });
    const bytes = filled(2048);
    const truth = checksum(bytes, 0);
    fc.assert(
      fc.property(changed, ({ at, other, mask }) => {
        fc.pre(at !== other);
        const bent = Uint8Array.from(bytes);
        bent[at] ^= mask;
        bent[other] ^= mask;
        expect(checksum(bent, 0)).not.toBe(truth);
      }),
      { numRuns: 2000, seed: 7 },
    );
    expect(checksum(Uint8Array.from([...bytes.slice(1024), ...bytes.slice(0, 1024)]), 0)).not.toBe(truth);
  });
});
