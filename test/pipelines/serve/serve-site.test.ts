import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../../../pipelines/errors/index.js';
import { requireFreePort, type SiteServer, serveSite } from '../../../pipelines/serve/index.js';

let folder: string;
let server: SiteServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-serve-'));
  mkdirSync(join(folder, 'site/_file'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), '<p>home</p>');
  writeFileSync(join(folder, 'site/scan.html'), '<p>scan</p>');
  writeFileSync(join(folder, 'site/_file/bars.0123abcd.bin'), 'abcdefghij');
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = async () => {
  server = await serveSite({ root: join(folder, 'site'), port: 0, host: '127.0.0.1' });
  return server.url;
};

test('pages are served with and without their ending, and are asked for anew each time', async () => {
  const url = await start();
  for (const path of ['scan.html', 'scan']) {
    const response = await fetch(url + path);
    expect([response.status, await response.text()]).toEqual([200, '<p>scan</p>']);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  }
});

test('no other site may frame a page, and a file is what its type says', async () => {
  const { headers } = await fetch(await start());
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('a file named by its content may be kept for ever, and be read in parts', async () => {
  const url = `${await start()}_file/bars.0123abcd.bin`;
  const response = await fetch(url, { headers: { Range: 'bytes=2-4' } });
  expect([response.status, await response.text()]).toEqual([206, 'cde']);
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test('what lies outside the site is not served', async () => {
  const url = await start();
  for (const path of ['..%2fsecret.txt', '%2e%2e/secret.txt', '../secret.txt', '%E0%A4%A']) {
    expect((await fetch(url + path)).status).toBe(404);
  }
});

test('a port in use is a problem that names the port and the remedy', async () => {
  const port = Number(new URL(await start()).port);
  const second = serveSite({ root: join(folder, 'site'), port, host: '127.0.0.1' });
  await expect(second).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
  await expect(second).rejects.toBeInstanceOf(Problem);
});

test('without a site the problem says what to run', async () => {
  await expect(serveSite({ root: folder, port: 0, host: '127.0.0.1' })).rejects.toMatchObject({
    suggestion: expect.stringContaining('npx technic nightly'),
  });
});

test('a port can be asked for before the work: a taken one is said at once, a free one stays free', async () => {
  const address = { port: Number(new URL(await start()).port), host: '127.0.0.1' };
  await expect(requireFreePort(address)).rejects.toMatchObject({ kind: 'resource' });
  await server?.close();
  server = undefined;
  await requireFreePort(address);
  server = await serveSite({ root: join(folder, 'site'), ...address });
  expect(new URL(server.url).port).toBe(String(address.port));
});

test('whose page is opened is told, and nothing that is no symbol', async () => {
  const told: string[] = [];
  server = await serveSite({
    root: join(folder, 'site'),
    port: 0,
    host: '127.0.0.1',
    onSymbol: (symbol) => told.push(symbol),
  });
  for (const path of [
    'symbol.html?s=BRK.B',
    'symbol?s=AAPL',
    'scan.html?s=MSFT',
    'symbol?s=%3Cscript%3E',
    'symbol',
  ])
    await fetch(server.url + path);
  expect(told).toEqual(['BRK.B', 'AAPL']);
});
