import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { serviceWorker, writeServiceWorker } from '../../../pipelines/site/write-service-worker.js';

const ORIGIN = 'http://127.0.0.1';

/** Runs the script against a store in memory and a network that answers, or fails when undefined. */
function start(kept: Record<string, string>, network: string | undefined) {
  const handlers = new Map<string, (event: object) => void>();
  const store = new Map(Object.entries(kept));
  const open = {
    match: async ({ url }: { url: string }) => (store.has(url) ? new Response(store.get(url)) : undefined),
    put: async ({ url }: { url: string }, response: Response) => store.set(url, await response.text()),
  };
  runInNewContext(serviceWorker('v1'), {
    self: { addEventListener: (name: string, run: (event: object) => void) => handlers.set(name, run) },
    caches: { open: async () => open },
    location: { origin: ORIGIN },
    URL,
    Response,
    fetch: async () => {
      if (network === undefined) throw new TypeError('no network');
      return new Response(network);
    },
  });
  return {
    store,
    async ask(path: string, mode = 'navigate') {
      const said: { answer?: Promise<Response> } = {};
      handlers.get('fetch')?.({
        request: { method: 'GET', url: ORIGIN + path, mode, headers: new Headers() },
        respondWith(answer: Promise<Response>) {
          said.answer = answer;
        },
      });
      return (await said.answer)?.text();
    },
  };
}

test('a page of last night is never served for tonight\u2019s while the server answers', async () => {
  const worker = start({ [`${ORIGIN}/index.html`]: 'last night' }, 'tonight');
  expect(await worker.ask('/index.html')).toBe('tonight');
  expect(worker.store.get(`${ORIGIN}/index.html`)).toBe('tonight');
});

test('a file named by its content comes from the store, anything else only without a network', async () => {
  const hashed = '/_import/components/lab.0123abcd.js';
  expect(await start({ [ORIGIN + hashed]: 'kept' }, 'fetched').ask(hashed, 'cors')).toBe('kept');
  expect(await start({ [`${ORIGIN}/scan.html`]: 'kept' }, undefined).ask('/scan.html')).toBe('kept');
  expect(await start({}, undefined).ask('/scan.html')).toContain('You are offline');
});

test('another run gets another store, the same pages the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'technic-sw-'));
  const script = (page: string) => {
    writeFileSync(join(folder, 'index.html'), page);
    writeServiceWorker(folder);
    return readFileSync(join(folder, 'sw.js'), 'utf8');
  };
  expect(script('run 1')).not.toBe(script('run 2'));
  expect(script('run 1')).toBe(script('run 1'));
  rmSync(folder, { recursive: true });
});
