import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Redis server of the test's own. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts redis-server on a free port, or on the one given, without persistence. */
export async function startRedis(args: readonly string[] = [], wanted?: number): Promise<RedisServer> {
  const port = wanted ?? (await freePort());
  const directory = mkdtempSync(join(tmpdir(), 'technic-redis-'));
  // A configuration file has to come first.
  const [files, flags] = args[0]?.endsWith('.conf') ? [args.slice(0, 1), args.slice(1)] : [[], args];
  const child = spawn(
    'redis-server',
    [...files, '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', directory, ...flags],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const tlsAt = args.indexOf('--tls-port');
  await untilOpen(tlsAt < 0 ? port : Number(args[tlsAt + 1]));
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    process: child,
    stop: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Starts a sentinel that watches a master under the name `mymaster`. */
export async function startSentinel(masterPort: number): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'technic-sentinel-'));
  const file = join(folder, 'sentinel.conf');
  writeFileSync(file, `sentinel monitor mymaster 127.0.0.1 ${masterPort} 1\n`);
  const server = await startRedis([file, '--sentinel']);
  return {
    ...server,
    stop: async (signal) => {
      await server.stop(signal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function untilOpen(port: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  return new Promise((resolve, reject) => {
    const attempt = () => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once('connect', () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', () => {
        if (Date.now() > deadline) reject(new Error(`redis-server did not open port ${port}`));
        else setTimeout(attempt, 20);
      });
    };
    attempt();
  });
}
