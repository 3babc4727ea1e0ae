import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { technic } from '../../pipelines/cli/run-technic.js';

const PROGRAM = join(import.meta.dirname, '../../../pipelines/cli/technic.mjs');

let workspace: string;
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-warm-'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

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
});
