import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CacheUse } from '../../pipelines/scan/index.js';

const PROJECT = join(import.meta.dirname, '../..');

/** What one scan in a process of its own took, from an open database to the outcome. */
export interface ScanTiming {
  readonly seconds: number;
  /** Until the cache was closed, when all that was to be kept had been written. */
  readonly secondsToEnd: number;
  readonly peakGiB: number;
  readonly cache: CacheUse;
}

/** Scans a database in a new process, by `place` with a cache: a folder, or the address of a Redis server. */
export function scanInProcess(database: string, place = '', asOf = ''): Promise<ScanTiming> {
  return new Promise((resolve, reject) => {
    const script = join(PROJECT, 'test/bench/scan-once.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, database, place, asOf], {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(text) as ScanTiming)
        : reject(new Error(`scan-once ended with ${code}`)),
    );
  });
}
