import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { nightBefore } from '../../pipelines/cli/night-before.js';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

const PROGRAM = join(import.meta.dirname, '../../../pipelines/cli/technic.mjs');

/** The documents that others rely on (issue 2 and DESIGN.md), from the real program on a small market. */
const night = nightBefore();
let prices: string;
beforeAll(() => {
  prices = join(night.folder, 'prices.csv');
  writeFileSync(prices, csv());
});

/** Two symbols, 320 sessions; AAA rises by a cent a day, BBB swings. */
function csv(): string {
  const lines = ['date,open,high,low,close,volume,Name'];
  for (const [name, close] of [
    ['AAA', (i: number) => 100 + i / 100],
    ['BBB', (i: number) => 50 + 10 * Math.sin(i / 9)],
  ] as const) {
    for (let i = 0, day = Date.UTC(2020, 0, 1); i < 320; day += 86_400_000) {
      const weekday = new Date(day).getUTCDay();
      if (weekday === 0 || weekday === 6) continue;
      const price = close(i++).toFixed(4);
      lines.push(
        `${new Date(day).toISOString().slice(0, 10)},${price},${price},${price},${price},1000,${name}`,
      );
    }
  }
  return lines.join('\n');
}

const { inWorkspace } = night;
const onFile = () => ['--source', 'csv', '--path', prices, ...inWorkspace()];

describe('scan --json', () => {
  test('has run, scan, seconds and results, ordered by the rank expression, highest first', async () => {
    const document = await technicJson<Record<string, unknown>>([
      'scan',
      '--where',
      'rsi(14) < 60',
      '--rank',
      '-rsi(14)',
      '--top',
      '5',
      ...inWorkspace(),
    ]);
    expect(document).toMatchObject({
      run: {
        id: expect.any(String),
        asOf: '2025-12-31',
        dataHash: expect.stringMatching(/^[0-9a-f]{32}$/),
        codeVersion: expect.any(String),
        source: expect.stringContaining('synthetic'),
        isSynthetic: true,
      },
      scan: { symbols: 33, scanned: expect.any(Number), failed: 0, matches: expect.any(Number) },
      seconds: { scan: expect.any(Number), total: expect.any(Number), firstResult: expect.any(Number) },
    });
    const results = document.results as {
      symbol: string;
      rank: number;
      score: number | null;
      rankValue: number;
    }[];
    expect(results.length).toBeLessThanOrEqual(5);
    expect(results.map(({ rank }) => rank)).toEqual(results.map((_, i) => i + 1));
    const order = results.map(({ rankValue }) => rankValue);
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(document).not.toHaveProperty('ingest');
  });

  test('--top 0 gives all matches, --rank alone ranks the whole universe', async () => {
    const { results, scan } = await technicJson<{ results: unknown[]; scan: { matches: number } }>([
      'scan',
      '--rank',
      'return_63',
      '--top',
      '0',
      ...inWorkspace(),
    ]);
    expect(results.length).toBe(scan.matches);
    expect(scan.matches).toBeGreaterThan(25);
  });

  test('--as-of on a weekend is the session before', async () => {
    const { run } = await technicJson<{ run: { asOf: string } }>([
      'scan',
      '--as-of',
      '2025-06-15',
      ...inWorkspace(),
    ]);
    expect(run.asOf).toBe('2025-06-13');
  });

  test('reads a file directly, without a nightly before it', async () => {
    const { results, run } = await technicJson<{
      results: { symbol: string; close: number }[];
      run: { isSynthetic: boolean };
    }>(['scan', '--where', 'close > sma(close, 50)', ...onFile()]);
    expect(run.isSynthetic).toBe(false);
    expect(results.map(({ symbol }) => symbol)).toContain('AAA');
  });
});

describe('eval --json', () => {
  test('is the series with one date and one value a bar, null where there is none', async () => {
    const { symbol, expression, dates, values } = await technicJson<{
      symbol: string;
      expression: string;
      dates: string[];
      values: (number | null)[];
    }>(['eval', 'sma(close, 3)', '--symbol', 'AAA', ...onFile()]);
    expect({ symbol, expression }).toEqual({ symbol: 'AAA', expression: 'sma(close, 3)' });
    expect(dates.length).toBe(320);
    expect(dates[0]).toBe('2020-01-01');
    expect(values.slice(0, 2)).toEqual([null, null]);
    expect(values[2]).toBeCloseTo(100.01, 10);
  });

  test('a cross-section looks at all symbols', async () => {
    const { values } = await technicJson<{ values: (number | null)[] }>([
      'eval',
      'rank(close)',
      '--symbol',
      'AAA',
      ...onFile(),
    ]);
    expect(values.every((value) => value === 1)).toBe(true);
  });
});

describe('nightly --json', () => {
  test('has run, ingest, scan, seconds and results; rows read = accepted + rejected', async () => {
    const document = await technicJson<{
      ingest: { rowsRead: number; rowsAccepted: number; rowsRejected: number };
    }>(['nightly', '--no-site', ...onFile()]);
    expect(document).toMatchObject({
      run: {
        id: expect.any(String),
        asOf: expect.any(String),
        dataHash: expect.any(String),
        codeVersion: expect.any(String),
        source: 'csv: prices.csv',
      },
      ingest: { rowsRead: 640, rowsAccepted: 640, rowsRejected: 0, symbols: 2, rejectionsByReason: {} },
      scan: { symbols: 2, scanned: 2, failed: 0, matches: expect.any(Number) },
      seconds: { ingest: expect.any(Number), scan: expect.any(Number), total: expect.any(Number) },
      results: expect.any(Array),
    });
    expect(document).not.toHaveProperty('seconds.site');
  });
});

test.each([[[]], [['top_rated']]])(
  'what the night has scanned is known the morning after: scan %j',
  async (name) => {
    const ask = (...flags: string[]) =>
      technicJson<Record<'scan' | 'results' | 'cache', unknown>>([
        'scan',
        ...name,
        ...flags,
        ...inWorkspace(),
      ]);
    const [known, computed] = [await ask(), await ask('--no-cache')];
    expect(known.cache).toMatchObject({ misses: 0, computedSymbols: 0 });
    expect(known.scan).toEqual(computed.scan);
    expect(known.results).toEqual(computed.results);
  },
);

describe('the command line', () => {
  test('prints results on stdout and progress on stderr', async () => {
    const { stdout, stderr, code } = await technic(['scan', '--json', ...inWorkspace()]);
    expect(code).toBe(0);
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toMatch(/scan: \d+ symbols in/);
  });

  test.each([
    [['scan', '--where', 'rsii(14) < 30'], 2, /did you mean "rsi"/],
    [['scan', '--where', 'close > close[-1]'], 2, /look ahead/],
    [['scan', '--as-of', '1999-01-01'], 2, /before the first bar/],
    [['scan', '--as-of', 'soon'], 2, /YYYY-MM-DD/],
    [['scan', 'topp_rated'], 2, /no scan "topp_rated" in the config; did you mean "top_rated"\?/],
    [['scan', '--top', 'many'], 2, /whole number/],
    [['scan', '--colour'], 2, /unknown option/],
    [['eval', 'rsi(14)', '--symbol', 'NOPE'], 2, /no symbol "NOPE"/],
    [['nightly', '--source', 'csv'], 2, /needs --path/],
    [['nightly', '--source', 'csv', '--path', '/nowhere.csv'], 1, /does not exist/],
    [['frobnicate'], 2, /unknown command/],
    [['scan', '--config', '/nowhere.config.ts'], 2, /no config file/],
  ])('%j ends with %i and says what to do', async (args, exit, message) => {
    const { code, stderr, stdout } = await technic([
      ...args,
      ...(args[0] === 'frobnicate' ? [] : inWorkspace()),
    ]);
    expect(stderr).toMatch(message);
    expect(code).toBe(exit);
    expect(stdout).toBe('');
  });

  test('a date that the data do not reach, or before there is enough of them, is said beside the answer', async () => {
    const scan = async (...args: string[]) =>
      (await technic(['scan', ...onFile(), '--quiet', '--top', '1', ...args])).stderr;
    expect(await scan('--as-of', '2199-01-01')).toMatch(
      /^warning: the data end on 2021-\d\d-\d\d, before --as-of 2199-01-01: shown is 2021-/m,
    );
    expect(await scan('--where', 'close > sma(close, 200)', '--as-of', '2020-06-07')).toMatch(
      /^warning: the condition looks back 199 bars, and the data have \d+ sessions up to 2020-06-05: too few/m,
    );
    expect(await scan('--where', 'close > 1e9', '--as-of', '2020-06-07')).not.toMatch(/too few|data end/);
  });

  test('serve says where in one JSON document, once the site answers there', async () => {
    const place = join(night.folder, 'served');
    const site = join(place, 'runs', 'a', 'site');
    mkdirSync(site, { recursive: true });
    writeFileSync(join(site, 'index.html'), 'the site');
    symlinkSync('runs/a', join(place, 'current'));
    const child = spawn(process.execPath, [PROGRAM, 'serve', '--json', '--port', '0', '--workspace', place], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    let document = '';
    for await (const chunk of child.stdout) {
      document += String(chunk);
      if (document.endsWith('}\n')) break;
    }
    const { url } = JSON.parse(document) as { url: string };
    expect(await (await fetch(url)).text()).toBe('the site');
    child.kill('SIGINT');
    expect(await closed).toEqual([0, null]);
  });

  test('a workspace without a run names the command that makes one', async () => {
    const { code, stderr } = await technic(['scan', '--workspace', join(night.folder, 'nothing here')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/npx technic nightly/);
  });

  test('doctor looks at everything and exits 0 on a working machine', async () => {
    const { checks } = await technicJson<{ checks: { name: string; state: string }[] }>([
      'doctor',
      ...inWorkspace(),
    ]);
    expect(checks.map(({ name }) => name)).toEqual([
      'Node',
      'memory',
      'config',
      'workspace',
      'disk',
      'Redis',
      'Chromium',
      'data',
    ]);
    expect(checks.some(({ state }) => state === 'failed')).toBe(false);
  });

  test('doctor does not print the password of a Redis that refuses it', async () => {
    const { stdout, stderr } = await technic(['doctor', ...inWorkspace()], {
      env: { REDIS_URL: 'redis://user:hunter2@127.0.0.1:1/0' },
    });
    expect(`${stdout}${stderr}`).not.toContain('hunter2');
    expect(stdout).toMatch(/Redis: does not answer/);
  });
});
