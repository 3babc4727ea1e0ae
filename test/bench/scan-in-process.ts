import { spawn } from 'node:child_process';
import { keepBundle, PROJECT } from '../../pipelines/program/index.js';
import type { CacheUse } from '../../pipelines/scan/index.js';

/** What one scan in a process of its own took, from an open database to the outcome. */
export interface ScanTiming {
  readonly seconds: number;
  /** Until the cache was closed, when all that was to be kept had been written. */
  readonly secondsToEnd: number;
  readonly peakGiB: number;
  readonly cache: CacheUse;
}

/** Scans a database in a new process, by `place` with a cache: a folder, or the address of a Redis server. */
export type ScanInProcess = (database: string, place?: string, asOf?: string) => Promise<ScanTiming>;

/** Lends scans in processes of their own, each started as the command line is: from JavaScript, without tsx. */
export async function withScanProcesses<T>(work: (scan: ScanInProcess) => Promise<T>): Promise<T> {
  const program = keepBundle('test/bench/scan-once.ts', { splitting: true });
  if (program === undefined) throw new Error('scan-once.ts cannot be built: is node_modules read-only?');
  return await work((database, place = '', asOf = '') => run([program.path, database, place, asOf]));
}

function run(argv: readonly string[]): Promise<ScanTiming> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(text) as ScanTiming)
        : reject(new Error(`scan-once ended with ${code}`)),
    );
  });
}
