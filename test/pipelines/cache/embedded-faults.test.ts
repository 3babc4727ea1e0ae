import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  lutimesSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readlinkSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
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

  it.each([0.9, 0.5, 0.02])('starts anew, or goes on, when only %d of it is left', async (share) => {
    const first = await embedded();
    await scan(first);
    await first.close();
    const file = join(trial.folder, 'cache.mdb');
    truncateSync(file, Math.floor(share * statSync(file).size));
    const cache = await embedded();
    expect(await scan(cache)).toEqual(truth);
    expect(await scan(cache)).toEqual(truth);
  });

  it('answers right or not at all whichever bits are turned over, most of them where LMDB trusts its file', async () => {
    const large = keys.slice(0, 20).map((key) => {
      return { key, value: { columns: { x: new Float64Array(1500).fill(3) } } };
    });
    const first = await embedded();
    await scan(first);
    await first.setMany('predictions', large);
    await first.close();
    const file = join(trial.folder, 'cache.mdb');
    const sound = readFileSync(file);
    let seed = 1;
    const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
    for (let trials = 0; trials < 12; trials++) {
      const bent = Buffer.from(sound);
      for (let flips = 0; flips < 3; flips++) {
        const page = Math.floor((random() * bent.length) / 4096);
        bent[4096 * page + Math.floor(random() ** 4 * 4096)] ^= 1 << Math.floor(random() * 8);
      }
      writeFileSync(file, bent);
      const cache = await embedded();
      expect(await scan(cache)).toEqual(truth);
      expect(await cache.getMany('features', keys)).toEqual(truth);
      const found = await cache.getMany(
        'predictions',
        large.map(({ key }) => key),
      );
      for (const value of found) if (value !== undefined) expect(value).toEqual(large[0].value);
      await cache.setMany('predictions', large);
      await cache.close();
    }
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

  it('is left alone where it cannot be read: it may be somebody else’s', async () => {
    const file = join(trial.folder, 'cache.mdb');
    symlinkSync('cache.mdb', file);
    const cache = await embedded();
    expect(await scan(cache)).toEqual(truth);
    expect(cache.events()).toMatchObject([{ event: 'failed', detail: expect.stringContaining('ELOOP') }]);
    expect(readlinkSync(file)).toBe('cache.mdb');
  });

  it('is waited for a second, and done without, while somebody has been stopped at work on it', async () => {
    const first = await embedded();
    await scan(first);
    const other = spawn('sleep', ['600']);
    const turn = join(trial.folder, 'writing');
    try {
      symlinkSync(String(other.pid), turn);
      const begun = performance.now();
      await first.setMany('features', [{ key: 'new', value: truth[0] }]);
      expect(sorts(first)).toEqual(['slow']);
      expect(performance.now() - begun).toBeGreaterThan(900);
    } finally {
      const ended = new Promise((resolve) => other.once('exit', resolve));
      other.kill('SIGKILL');
      await ended;
    }
    // Whoever has ended, or had our number before us, is not waited for.
    const second = await embedded();
    symlinkSync(String(process.pid), turn);
    lutimesSync(turn, 1, 1);
    await second.setMany('features', [{ key: 'new', value: truth[7] }]);
    expect(await second.getMany('features', ['new', keys[3]])).toEqual([truth[7], truth[3]]);
    expect(sorts(second)).toEqual([]);
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
        writeFileSync(join(mounted, 'rest'), '');
        expect(() => appendFileSync(join(mounted, 'rest'), Buffer.alloc(1e6))).toThrow(/ENOSPC/);
        for (let again = 0; again < 2; again++) {
          const next = await start('redis://unused:1', {}, { backend: 'embedded', directory: mounted });
          expect(await scan(next)).toEqual(truth);
          expect(sorts(next)).toEqual(['full']);
          await next.close();
        }
      } finally {
        trial.open.length = 0;
        execFileSync('umount', ['-l', mounted]);
        expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(mounted);
        rmSync(mounted, { recursive: true, force: true });
      }
    },
  );
});
