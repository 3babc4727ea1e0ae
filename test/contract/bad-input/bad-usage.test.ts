import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { technic } from '../../pipelines/cli/run-technic.js';
import { writePriceFiles } from './price-files.js';

let base: string;
let source: string[];
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'technic-bad-usage-'));
  source = ['--source', 'csv', '--path', writePriceFiles(join(base, 'prices'))('sound.csv')];
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('bad usage ends with 2, says what is wrong, and touches nothing', () => {
  test.concurrent.each<[string[], RegExp]>([
    [[], /Usage: technic/],
    [['scna'], /unknown command 'scna'[\s\S]*Did you mean scan/],
    [['scan', '--foo'], /unknown option '--foo'/],
    [['tearsheet', '-return_5'], /unknown option '-return_5'[\s\S]*begins with a minus goes last, behind --/],
    [['backtest', 'sma-cross', '--symbols', ' ,'], /--symbols takes symbols separated by commas, or all/],
    [['scan', '--top', '-1'], /--top takes a whole number from 0 up, was "-1"/],
    [['scan', '--workers', '100000'], /--workers takes a whole number from 1 to 256/],
    [['scan', '--as-of', '2022-02-30'], /--as-of takes a date written YYYY-MM-DD/],
    [['scan', '--as-of', '1990-01-01'], /before the first bar in the data, 2022-01-03[\s\S]*Choose a date/],
    [['scan', '--where', 'rsii(14) < 30'], /unknown indicator or function "rsii"; did you mean "rsi"/],
    [['scan', '--where', 'rsi(14)'], /a condition is true or false, and this is a number/],
    [['ingest', '--rejections', 'x'], /--rejections takes a whole number/],
    [['ingest', '--date-format', 'x', '--columns', 'close'], /--columns is written role=Name/],
    [['eval', 'close', '--symbol', 'NONE'], /there is no symbol "NONE"/],
    [
      ['ingest', '--columns', 'dat=Day'],
      /no role "dat" for --columns; did you mean "date"\?\n.*symbol, date, open, high/,
    ],
    [['serve', '--port', '99999'], /--port takes a whole number from 0 to 65535/],
  ])('%j', async (args, message) => {
    const takesSource = args[0] !== 'scna' && args[0] !== 'serve' && args.length > 0;
    const folder = join(base, 'workspace');
    const all = [
      ...args,
      ...(takesSource ? source : []),
      ...(args.length > 0 ? ['--workspace', folder] : []),
    ];
    const { code, stdout, stderr } = await technic(all);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/fault in Technic|\n\s+at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test.concurrent.each(['nightly', 'ingest'])(
    '%s: an option of a source without the source',
    async (command) => {
      const folder = join(base, 'no-source');
      const { code, stderr } = await technic([command, '--symbol-count', '20', '--workspace', folder]);
      expect(stderr).toMatch(/--symbol-count needs --source[\s\S]*technic\.config\.ts/);
      expect(code).toBe(2);
    },
  );

  test('an option is called by its flag', async () => {
    const args = ['ingest', '--source', 'synthetic', '--symbol-count', '0', '--sectors', 'x'];
    const { code, stderr } = await technic([...args, '--workspace', join(base, 'workspace')]);
    expect(stderr).toMatch(/--symbol-count/);
    expect(stderr).toMatch(/--sectors is no option here/);
    expect(code).toBe(2);
  });
});

describe('a faulty config ends with 2 and names the fault', () => {
  test.concurrent.each([
    ['an unknown key', 'export default { sorce: {} }', /sorce is no option here; did you mean source\?/],
    ['a syntax error', 'export default { scans: [ }', /cannot be read[\s\S]*Unexpected/],
    ['an exception', 'throw new Error("boom")', /cannot be read: boom/],
    ['no default export', 'export const config = {}', /has no default export/],
    [
      'a typo in a scan',
      'export default { scans: [{ name: "a", title: "a", where: "rsii(2) < 3" }] }',
      /where of scan a, .*did you mean "rsi"/,
    ],
  ])('%s', async (name, text, message) => {
    const config = join(base, `${name.replaceAll(' ', '-')}.ts`);
    writeFileSync(config, text);
    const folder = join(base, `workspace of ${name}`);
    const { code, stderr } = await technic([
      'nightly',
      ...source,
      '--no-site',
      '--config',
      config,
      '--workspace',
      folder,
    ]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(readdirSync(base)).not.toContain(`workspace of ${name}`);
  });
});

describe('secrets', () => {
  test.concurrent.each([
    ['redis://:s3cret@127.0.0.1:1', /look {3}Redis: does not answer[\s\S]*Check REDIS_URL/, 0],
    ['redis://:s3cret@127.0.0.1:port', /failed Redis: REDIS_URL[\s\S]*Write redis:/, 1],
    ['nonsense:s3cret', /failed Redis: REDIS_URL[\s\S]*Write redis:/, 1],
  ] as const)(
    'doctor says that Redis at %s is no use without printing its password',
    async (REDIS_URL, words, exit) => {
      const env = { REDIS_URL, POLYGON_API_KEY: 's3cret' };
      const { code, stdout, stderr } = await technic(['doctor', '--workspace', base], { env });
      expect(stdout).toMatch(words);
      expect(stdout + stderr).not.toContain('s3cret');
      expect(code).toBe(exit);
    },
  );
});
