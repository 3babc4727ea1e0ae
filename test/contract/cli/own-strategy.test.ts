import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nightBefore } from '../../pipelines/cli/night-before.js';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

const night = nightBefore();

const { inWorkspace } = night;

interface BacktestDocument {
  readonly figures: Record<string, number | string | null>;
}

describe('strategy new', () => {
  const file = () => join(night.folder, 'strategies', 'my-idea.ts');
  const there = (args: readonly string[]) => technic([...args, ...inWorkspace()], { cwd: night.folder });

  test('writes a strategy into the folder of one’s own, which runs as it is, by its name and by its path', async () => {
    expect((await technic(['strategy', 'new', 'my-idea'], { cwd: night.folder })).code).toBe(0);
    expect(existsSync(file())).toBe(true);
    const byName = await there(['backtest', 'my-idea', '--symbols', 'SYN001', '--json']);
    expect(byName.stderr).not.toContain('error');
    const named = JSON.parse(byName.stdout) as BacktestDocument;
    const { figures } = await technicJson<BacktestDocument>([
      'backtest',
      file(),
      '--symbols',
      'SYN001',
      ...inWorkspace(),
    ]);
    expect(figures).toEqual(named.figures);
    expect(Number(figures.finalEquity)).toBeGreaterThan(0);
  });

  test('a strategy that knows tomorrow is refused with bar and column, and runs when one insists', async () => {
    const peeking = join(night.folder, 'peeking.ts');
    const text = readFileSync(file(), 'utf8');
    writeFileSync(peeking, text.replace('close[i] > average[i])', 'close[i + 1] > average[i])'));
    const args = ['backtest', peeking, '--symbols', 'SYN001'];
    const refused = await there(args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/sees the future in "decide: entries"\. SYN001: .*its value at bar \d+/);
    expect((await there([...args, '--no-look-ahead-check', '--no-store'])).code).toBe(0);
  });

  test('never writes over one that is there', async () => {
    for (const name of ['sma-cross', 'my-idea']) {
      const { code, stderr } = await technic(['strategy', 'new', name], { cwd: night.folder });
      expect(code).toBe(2);
      expect(stderr).toMatch(/already/);
    }
  });
});
