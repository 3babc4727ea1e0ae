import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

const PROGRAM = join(import.meta.dirname, '../../../pipelines/cli/technic.mjs');

let workspace: string;
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-warm-'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

interface Warming {
  readonly candidates: readonly {
    readonly candidate: string;
    readonly last: string;
    readonly words: string;
  }[];
}

describe('technic warm', () => {
  test('without a run says what to do first', async () => {
    const { code, stderr } = await technic(['cache', 'warm', '--workspace', workspace]);
    expect(stderr).toContain('npx technic nightly');
    expect(code).toBe(1);
  });

  test('as a daemon says when it is next, and a SIGTERM ends it with 0', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'warm', '--daemon', '--workspace', workspace]);
    let said = '';
    const code = await new Promise<number | null>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        if (!said.includes('next at') && `${said}${chunk}`.includes('next at')) child.kill('SIGTERM');
        said += chunk;
      });
      child.on('close', resolve);
    });
    expect(said).toMatch(/^warming by "30 6 \* \* 1-5", next at \d{4}-\d\d-\d\dT/m);
    expect(code).toBe(0);
  });

  test('does ahead what a person asks of a symbol he looked at, word for word, and says whether it was used', async () => {
    const config = join(workspace, 'technic.config.ts');
    writeFileSync(
      config,
      `export default {
        source: { source: 'synthetic', symbols: 12, years: 1 }, models: { trainDefault: false },
        strategies: [{ name: 'cross', title: 'cross', strategy: 'sma-cross', parameters: { fast: 5, slow: 20 } }],
      };`,
    );
    const at = ['--workspace', workspace, '--config', config];
    const symbol = 'SYN005';
    await technicJson(['nightly', '--no-site', ...at]);
    await technicJson(['eval', 'close', '--symbol', symbol, ...at]);
    const { warmed } = await technicJson<{ warmed: readonly { candidate: string; isNew: boolean }[] }>([
      'cache',
      'warm',
      ...at,
    ]);
    expect(warmed).toContainEqual(expect.objectContaining({ candidate: `symbol ${symbol}`, isNew: true }));
    const asked = [
      'backtest',
      'sma-cross',
      '--param',
      'fast=5',
      'slow=20',
      '--symbols',
      symbol,
      '--no-store',
    ];
    const { cache } = await technicJson<{ cache: { hits: number; misses: number } }>([...asked, ...at]);
    expect(cache).toMatchObject({ hits: 1, misses: 0 });
    const { warming } = await technicJson<{ warming: Warming }>(['cache', 'stats', ...at]);
    expect(warming.candidates).toContainEqual(
      expect.objectContaining({
        candidate: `symbol ${symbol}`,
        last: 'used',
        words: 'looked at on 1 of 1 days',
      }),
    );
  });
});
