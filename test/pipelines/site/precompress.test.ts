import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { serveSite } from '../../../pipelines/serve/index.js';
import { precompress } from '../../../pipelines/site/precompress.js';

const site = mkdtempSync(join(tmpdir(), 'technic-gzip-'));
afterAll(() => rmSync(site, { recursive: true, force: true }));

test('text is packed beside itself and served so; packed bars are left alone', async () => {
  const html = `<!doctype html>${'the same again '.repeat(500)}`;
  writeFileSync(join(site, 'index.html'), html);
  writeFileSync(join(site, 'small.json'), '{}');
  writeFileSync(join(site, 'bars.bin'), Buffer.alloc(5000));
  expect(precompress(site)).toBe(1);
  expect(gunzipSync(readFileSync(join(site, 'index.html.gz'))).toString()).toBe(html);
  expect(existsSync(join(site, 'bars.bin.gz'))).toBe(false);
  const server = await serveSite({ root: site, port: 0, host: '127.0.0.1' });
  try {
    const packed = await fetch(`${server.url}index.html`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('content-type')).toMatch(/text\/html/);
    expect(await packed.text()).toBe(html);
    const part = await fetch(`${server.url}bars.bin`, { headers: { Range: 'bytes=0-9' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
  } finally {
    await server.close();
  }
});
