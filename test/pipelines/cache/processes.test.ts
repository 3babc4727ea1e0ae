import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { verifyCache } from '../../../pipelines/cache/index.js';
import { createTrial, patient } from './trial.js';

const PROJECT = join(import.meta.dirname, '../../..');
const trial = createTrial();
const { serve, start } = trial;
const processes: ChildProcess[] = [];
afterEach(() => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
});

/** Another process with the same cache, once it has opened it. `go` sets it to work, `line` is the next that it says. */
async function another(task: 'scan' | 'write', url = '') {
  const script = join(PROJECT, 'test/pipelines/cache/other-process.ts');
  const args = ['--import', 'tsx', script, trial.folder, url, task];
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['pipe', 'pipe', 'inherit'] });
  processes.push(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  expect(await line()).toBe('ready');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { line, kill, stop: () => child.kill('SIGSTOP'), go: () => child.stdin.write('go\n') };
}

it('processes that ask together compute every value once, and all get it, on either store', async () => {
  const { url } = await serve();
  const others = await Promise.all([another('scan', url), another('scan', url)]);
  for (const { go } of others) go();
  const truth = JSON.stringify(Array.from({ length: 50 }, (_, i) => i));
  for (const tier of ['embedded', 'redis']) {
    expect(await Promise.all(others.map(({ line }) => line()))).toEqual([truth, truth]);
    const computed = readFileSync(join(trial.folder, `${tier}.computed`), 'utf8')
      .trim()
      .split('\n');
    expect(computed).toHaveLength(50);
    expect(new Set(computed).size).toBe(50);
  }
});

it('a value whose computing was killed or stopped is computed by the next, and a store killed in a write is sound', async () => {
  const { url } = await serve();
  const [killed, stopped] = await Promise.all([another('write'), another('write', url)]);
  for (const { go, line } of [killed, stopped]) {
    go();
    for (let n = 0; n < 5; n++) expect(await line()).toBe(`written ${n}`);
  }
  await killed.kill();
  stopped.stop();
  const lockMs = 600_000;
  const cache = await start('', patient, { backend: 'embedded', lockMs });
  const seven = { columns: { x: Float64Array.of(7) } };
  for (const next of [cache, await start(url, patient, { lockMs })]) {
    expect(await next.getOrComputeMany('scan', ['slow'], async () => [seven])).toEqual([seven]);
  }
  const { checked, damaged } = await verifyCache(cache);
  expect(checked).toBeGreaterThan(100);
  expect(damaged).toEqual([]);
  expect((await cache.getMany('features', ['n4.19']))[0]?.columns.x).toEqual(new Float64Array(1203).fill(4));
  expect(cache.events()).toEqual([]);
});
