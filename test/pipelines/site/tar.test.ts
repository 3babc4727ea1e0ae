import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tar } from '../../../pipelines/site/tar.js';

test('the system\u2019s tar reads every file back to the byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'technic-tar-'));
  const files = [
    { name: 'empty.bin', bytes: new Uint8Array(0) },
    { name: 'one-block.bin', bytes: new Uint8Array(512).fill(7) },
    { name: 'odd.bin', bytes: Uint8Array.from({ length: 1300 }, (_, i) => i % 251) },
  ];
  writeFileSync(join(folder, 'a.tar'), tar(files));
  for (const { name, bytes } of files) {
    const { stdout, status } = spawnSync('tar', ['xOf', join(folder, 'a.tar'), name]);
    expect(status).toBe(0);
    expect(new Uint8Array(stdout)).toEqual(bytes);
  }
  rmSync(folder, { recursive: true });
});

test('a name that the format cannot hold is refused', () => {
  expect(() => tar([{ name: 'x'.repeat(101), bytes: new Uint8Array(0) }])).toThrow('at most 100 bytes');
});
