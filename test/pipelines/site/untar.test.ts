import { expect, test } from 'vitest';
import { tar } from '../../../pipelines/site/tar.js';
import { untar } from '../../../pipelines/site/untar.js';

const entries = [0, 1, 511, 512, 513].map((length) => ({
  name: `file-${length}.bin`,
  bytes: new Uint8Array(length).fill(length % 251),
}));

test('what was put into an archive comes out of it', () => {
  expect([...untar(tar(entries))]).toEqual(entries.map(({ name, bytes }) => [name, bytes]));
});

test('an archive that was cut short is refused wherever the cut is', () => {
  const whole = tar(entries);
  // The last of the two empty blocks at the end says nothing.
  for (let length = 0; length < whole.length - 512; length += 100) {
    expect(() => untar(whole.subarray(0, length))).toThrow(/cut short/);
  }
  expect(() => untar(new Uint8Array(1024).fill(7))).toThrow('no header of a file at byte 0');
});
