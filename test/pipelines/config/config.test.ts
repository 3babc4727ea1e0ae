import { describe, expect, test } from 'vitest';
import { loadConfig, parseConfig } from '../../../pipelines/config/index.js';

describe('the config', () => {
  test('every key has a default', () => {
    expect(parseConfig({}, 'test')).toMatchObject({
      adjust: 'all',
      workers: 0,
      costBps: 10,
      keepRuns: 2,
      server: { port: 3000 },
    });
  });

  test('an unknown key is named', () => {
    expect(() => parseConfig({ adjustt: 'all' }, 'my.config.ts')).toThrow(/my\.config\.ts[\s\S]*adjustt/);
  });

  test('a faulty value is named with its place', () => {
    const scan = { name: 'Bad Name', title: 'x', where: 'close > 1' };
    expect(() => parseConfig({ scans: [scan] }, 'c')).toThrow(
      /scan name is lower case[\s\S]*scans\[0\]\.name/,
    );
  });

  test('fewer than two runs cannot be kept: readers may have files of the run before open', () => {
    expect(parseConfig({ keepRuns: 7 }, 'c').keepRuns).toBe(7);
    expect(() => parseConfig({ keepRuns: 1 }, 'my.config.ts')).toThrow(/my\.config\.ts[\s\S]*keepRuns/);
  });

  test('two scans of one name are refused', () => {
    const scan = { name: 'a', title: 'x', where: 'close > 1' };
    expect(() => parseConfig({ scans: [scan, scan] }, 'c')).toThrow('two scans are named "a"');
  });

  test('a config file that is not there is named', async () => {
    await expect(loadConfig('/nowhere/technic.config.ts')).rejects.toThrow('/nowhere/technic.config.ts');
  });

  test('the shipped config is valid', async () => {
    expect((await loadConfig()).scans.length).toBeGreaterThan(0);
  });
});
