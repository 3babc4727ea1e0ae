import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const KEY = 'secret-key-4711';
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A vendor that plays its documented answers, and first, for a path, the failures it was told to. */
export interface Vendor {
  readonly url: string;
  /** Paths in the order they were asked for. */
  readonly asked: string[];
  /** With their parameters. */
  readonly requests: string[];
  /** How often the key stood where it belongs, and elsewhere. */
  readonly keys: { header: number; address: number };
  fail(path: string, ...failures: Answer[]): void;
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startVendor(): Promise<Vendor> {
  const failures = new Map<string, Answer[]>();
  const asked: string[] = [];
  const requests: string[] = [];
  const keys = { header: 0, address: 0 };
  let base = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    asked.push(url.pathname);
    requests.push(`${url.pathname}${url.search}`);
    if (request.headers.authorization === `Bearer ${KEY}`) keys.header += 1;
    if (request.url?.includes(KEY)) keys.address += 1;
    const failure = failures.get(url.pathname)?.shift();
    (failure ?? answer(url, base))(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    asked,
    requests,
    keys,
    fail: (path, ...more) => failures.set(path, more),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const json =
  (body: unknown, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end('{"status":"ERROR"}');
  };

export const DAYS: Record<string, number> = { '2024-01-02': 10, '2024-01-03': 11, '2024-01-04': 5.5 };
const bar = (T: string, c: number) => ({
  T,
  t: 1704229200000,
  o: c,
  h: c + 1,
  l: c - 1,
  c,
  v: 100,
  n: 3,
  vw: c,
});

function answer(url: URL, base: string): Answer {
  const day = /^\/v2\/aggs\/grouped\/locale\/us\/market\/stocks\/(.*)$/.exec(url.pathname)?.[1];
  if (day !== undefined) {
    const close = DAYS[day];
    const results = [bar('AAA', close), bar('BRK.B', 400), bar('BAD', -1)];
    return json({ status: 'OK', resultsCount: 3, results });
  }
  const page = url.searchParams.get('cursor');
  switch (url.pathname) {
    case '/v2/aggs/ticker/AAA/range/1/day/2024-01-02/2024-01-04': {
      const results = Object.entries(DAYS).map(([date, c]) => ({
        ...bar('', c),
        T: undefined,
        t: Date.parse(`${date}T05:00:00Z`),
      }));
      return json({ status: 'OK', ticker: 'AAA', results });
    }
    case '/v3/reference/splits':
      return json({
        status: 'OK',
        results: [{ ticker: 'AAA', execution_date: '2024-01-04', split_from: 1, split_to: 2 }],
      });
    case '/v3/reference/dividends':
      return json({
        status: 'OK',
        results: [{ ticker: 'BRK.B', ex_dividend_date: '2024-01-03', cash_amount: 4, currency: 'USD' }],
      });
    case '/v3/reference/tickers':
      return page === null
        ? json({
            status: 'OK',
            results: [{ ticker: 'AAA', name: 'Triple A' }],
            next_url: `${base}/v3/reference/tickers?cursor=2`,
          })
        : json({ status: 'OK', results: [{ ticker: 'BRK.B', name: 'Berkshire' }] });
    default:
      return json({ status: 'NOT_FOUND' }, 404);
  }
}
