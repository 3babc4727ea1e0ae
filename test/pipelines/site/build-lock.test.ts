import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockBuild } from '../../../pipelines/site/build-lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the second build begins when the first has ended', async () => {
  const order: string[] = [];
  const release = await lockBuild(folder);
  const next = async () => {
    const release = await lockBuild(folder);
    order.push('second');
    release();
  };
  const second = next();
  order.push('first');
  release();
  await second;
  expect(order).toEqual(['first', 'second']);
});

test('the lock of a process that is gone is taken over', async () => {
  writeFileSync(join(folder, 'build.lock'), '999999999');
  const release = await lockBuild(folder);
  release();
});

test('waiting ends when the caller cancels', async () => {
  const release = await lockBuild(folder);
  await expect(lockBuild(folder, AbortSignal.abort())).rejects.toThrow(/abort/i);
  release();
});
