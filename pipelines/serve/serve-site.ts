import { createServer, type Server } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sirv from 'sirv';
import { Problem } from '../errors/index.js';
import { type Address, listen } from './listen.js';

export interface ServeOptions extends Address {
  /** The built site; a link that is swapped by a later run is followed at each request. */
  readonly root: string;
  /** Told of each symbol whose page is opened. */
  readonly onSymbol?: (symbol: string) => void;
}

export interface SiteServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Headers of every answer. What scripts may run is in each page's own policy, by their hashes. */
const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy':
    "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' data: blob:; frame-ancestors 'none'",
};
/** The build puts a hash of the content into these names, so they never change. */
const HASHED = /^\/_(?:file|import|node|observablehq)\/.*\.[0-9a-zA-Z]{8}\.[a-z0-9]+$/;
const SYMBOL_PAGE = /^\/symbol(?:\.html)?$/;

/**
 * Serves a built site from this machine, read-only.
 * @throws Problem when there is no site at `root`, or the port is taken.
 */
export async function serveSite(options: ServeOptions): Promise<SiteServer> {
  if (!existsSync(join(options.root, 'index.html'))) {
    throw new Problem('input', `there is no site in ${options.root}`, {
      suggestion: 'Run "npx technic nightly" first: it builds the site.',
    });
  }
  const serveFile = sirv(options.root, { dev: true, etag: true, gzip: true, extensions: ['html'] });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const [path, query] = (request.url ?? '/').split('?');
    if (SYMBOL_PAGE.test(path)) tellSymbol(query, options.onSymbol);
    if (HASHED.test(path)) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    serveFile(request, response, () => {
      response.statusCode = 404;
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.end('There is no such page. The site begins at /.');
    });
  });
  const port = await listen(server, options);
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}/`, close: () => close(server) };
}

function tellSymbol(query: string | undefined, told: ServeOptions['onSymbol']): void {
  const symbol = new URLSearchParams(query).get('s') ?? '';
  if (/^[\w.\-^=]{1,20}$/.test(symbol)) told?.(symbol);
}

function close(server: Server): Promise<void> {
  return new Promise((done, fail) => {
    server.close((error) => (error ? fail(error) : done()));
    server.closeAllConnections();
  });
}
