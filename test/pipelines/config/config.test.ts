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
      /scans\[0\]\.name is not valid: a scan name is lower case/,
    );
  });

  test('fewer than two runs cannot be kept: readers may have files of the run before open', () => {
    expect(parseConfig({ keepRuns: 7 }, 'c').keepRuns).toBe(7);
    expect(() => parseConfig({ keepRuns: 1 }, 'my.config.ts')).toThrow(/my\.config\.ts[\s\S]*keepRuns/);
  });

  test('a misspelt key gets the nearest one of its place', () => {
    expect(() => parseConfig({ costBp: 5 }, 'c')).toThrow('costBp is no option here; did you mean costBps?');
    const scan = { name: 'a', title: 'x', where: 'close > 1', ranks: 'close' };
    expect(() => parseConfig({ scans: [scan] }, 'c')).toThrow(
      'scans[0].ranks is no option here; did you mean scans[0].rank?',
    );
  });

  test('a parameter that the strategy has not, or not of that size, is named', () => {
    const cross = (parameters: object) => ({ name: 'x', title: 'x', strategy: 'sma-cross', parameters });
    expect(() => parseConfig({ strategies: [cross({ fst: 3 })] }, 'c')).toThrow(
      /strategies\[0\]\.parameters is not valid: sma-cross: unknown parameter "fst"; it has fast, slow/,
    );
    expect(() => parseConfig({ strategies: [cross({ fast: 0.5 })] }, 'c')).toThrow(/fast must be an integer/);
  });

  test('a password that stands in the wrong place is not repeated', () => {
    const redis = { url: 'redis://user:s3cret@host:6379' };
    const problem = (() => {
      try {
        return parseConfig({ cache: { backend: 'redis', redis } }, 'c');
      } catch (error) {
        return String(error);
      }
    })();
    expect(problem).toMatch(/cache\.redis\.url is not valid: a password does not belong in a file/);
    expect(problem).not.toContain('s3cret');
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
