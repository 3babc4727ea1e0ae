import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { parseConfig } from '../../../pipelines/config/index.js';
import { warmWorkspace } from '../../../pipelines/run/index.js';
import { keepBySchedule } from '../../../pipelines/warm/index.js';
import { locateWorkspace, lockWorkspace, prepareWorkspace } from '../../../pipelines/workspace/index.js';

let stop = new AbortController();
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});
/** A schedule that never comes by itself while the test runs. */
const NEW_YEAR = '0 0 1 1 *';
const kept = (work: () => Promise<void>, said: string[] = [], cron = NEW_YEAR) =>
  keepBySchedule(
    { cron, timezone: 'America/New_York' },
    { work, warn: (message) => said.push(message), signal: stop.signal },
  );

it('comes at the hour of its time zone, on either side of the change of clocks', async () => {
  const { next } = await kept(() => Promise.resolve(), [], '30 6 * * 1-5');
  expect(next(new Date('2026-03-06T12:00:00Z'))?.toISOString()).toBe('2026-03-09T10:30:00.000Z');
  expect(next(new Date('2026-03-05T12:00:00Z'))?.toISOString()).toBe('2026-03-06T11:30:00.000Z');
});

it('a night that fails is told and followed by the next', async () => {
  const said: string[] = [];
  let times = 0;
  const schedule = await kept(() => {
    times += 1;
    return times === 1 ? Promise.reject(new Error('the disk is full')) : Promise.resolve();
  }, said);
  await schedule.trigger();
  await schedule.trigger();
  expect([times, said]).toEqual([2, ['the disk is full']]);
  expect(schedule.next()).toBeInstanceOf(Date);
});

it('a nightly at work in the workspace is left alone, and said', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technic-keep-'));
  try {
    const workspace = locateWorkspace(root);
    prepareWorkspace(workspace);
    const said: string[] = [];
    const warm = async () => {
      const config = parseConfig({}, 'test');
      await warmWorkspace({
        workspace,
        config,
        signal: stop.signal,
        warn: (text) => said.push(text),
        leastChance: 0,
      });
    };
    const unlock = lockWorkspace(workspace);
    const schedule = await kept(warm, said);
    await schedule.trigger();
    unlock();
    await schedule.trigger();
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('run');
    expect(said[1]).toContain('there is no nightly run');
    expect(said[0]).not.toBe(said[1]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

it('does one thing at a time, and when told to stop waits for what is under way', async () => {
  const order: string[] = [];
  let finish = () => {};
  const schedule = await kept(
    () =>
      new Promise<void>((resolve) => {
        order.push('begun');
        finish = () => {
          order.push('done');
          resolve();
        };
      }),
  );
  const first = schedule.trigger();
  expect(schedule.trigger()).toBe(first);
  stop.abort();
  const ended = schedule.ended.then(() => order.push('ended'));
  finish();
  await ended;
  expect(order).toEqual(['begun', 'done', 'ended']);
});

it('a text that is no schedule is named, with how one is written', async () => {
  await expect(kept(() => Promise.resolve(), [], 'at six')).rejects.toThrow(/"at six" is no schedule/);
});
