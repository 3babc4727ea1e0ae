import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes `sw.js`, which makes what was opened readable offline. The network comes first for everything
 * whose name is not a hash of its content, so that a page of last night is never served for tonight's
 * while the server answers. Its store is named after the pages, which name their run: a later run begins
 * a new one and drops the others.
 */
export function writeServiceWorker(siteFolder: string): void {
  const hash = createHash('sha256');
  for (const name of readdirSync(siteFolder).sort()) {
    if (name.endsWith('.html')) hash.update(readFileSync(join(siteFolder, name)));
  }
  writeFileSync(join(siteFolder, 'sw.js'), serviceWorker(hash.digest('hex').slice(0, 16)));
}

/** The service worker's script for one version of the site. */
export function serviceWorker(version: string): string {
  return `const STORE = 'technic-${version}';
const HASHED = /\\/_(?:file|import|node|observablehq)\\/.*\\.[0-9a-zA-Z]{8}\\.[a-z0-9]+$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
self.addEventListener('message', (event) => event.waitUntil(Promise.allSettled(event.data.map(keep))));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  // A part of a file is not the file: those requests go past the store.
  if (request.method !== 'GET' || request.headers.has('range')) return;
  if (new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('technic-') && name !== STORE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const store = await caches.open(STORE);
  const isHashed = HASHED.test(new URL(request.url).pathname);
  const kept = await store.match(request, { ignoreSearch: request.mode === 'navigate' });
  if (isHashed && kept) return kept;
  try {
    const response = await fetch(request);
    if (response.status === 200) await store.put(request, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    if (request.mode !== 'navigate') throw error;
    return new Response('You are offline, and this page was not opened before. Go back, or connect and reload.', {
      status: 503,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
}

async function keep(url) {
  const store = await caches.open(STORE);
  if (new URL(url).origin === location.origin && !(await store.match(url))) await store.add(url);
}
`;
}
