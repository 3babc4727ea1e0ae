import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTrial, keys, scan, sorts, truth } from './trial.js';

const trial = createTrial();
const { start } = trial;

describe('the embedded store', () => {
  const embedded = () => start('redis://unused:1', {}, { backend: 'embedded' });

  it.each([
    ['its head', 0, 8192],
    ['its middle', 12_288, 400_000],
    ['everything', 0, 10_000_000],
    ['its tail', 300_000, 10_000_000],
  ])('starts anew when %s is overwritten', async (_, from, to) => {
    const first = await embedded();
    await scan(first);
    await first.close();
    const file = join(trial.folder, 'cache.mdb');
    const size = statSync(file).size;
    const end = Math.min(to, size);
    writeSync(openSync(file, 'r+'), Buffer.alloc(end - from, 0x5a), 0, end - from, from);
    const cache = await embedded();
    expect(await scan(cache)).toEqual(truth);
    expect(await cache.getMany('features', keys)).toEqual(truth);
    expect(sorts(cache)).toEqual(['damaged']);
  });

  it('is shared by two opened at once, and read again by a third', async () => {
    const [a, b] = await Promise.all([embedded(), embedded()]);
    await Promise.all([scan(a), scan(b)]);
    expect(await b.getMany('features', keys)).toEqual(truth);
    await a.close();
    await b.close();
    const c = await embedded();
    expect(await c.getMany('features', keys)).toEqual(truth);
    expect(sorts(c)).toEqual([]);
    await c.close();
    expect(readdirSync(trial.folder).filter((name) => name.startsWith('user-'))).toEqual([]);
  });

  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  it.skipIf(!isRoot)(
    'goes on without storing when the disk is full (needs root to mount a small one)',
    async () => {
      const mounted = mkdtempSync(join(tmpdir(), 'technic-full-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', mounted]);
      try {
        const cache = await start('redis://unused:1', {}, { backend: 'embedded', directory: mounted });
        const large = (i: number) => ({ columns: { x: new Float64Array(20_000).fill(i) } });
        const found = await cache.getOrComputeMany('bars', keys.slice(0, 10), async (missing) =>
          missing.map(large),
        );
        expect(found).toEqual(keys.slice(0, 10).map((_, i) => large(i)));
        expect(sorts(cache)).toEqual(['full']);
        await cache.close();
      } finally {
        trial.open.length = 0;
        execFileSync('umount', ['-l', mounted]);
        expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(mounted);
        rmSync(mounted, { recursive: true, force: true });
      }
    },
  );
});
