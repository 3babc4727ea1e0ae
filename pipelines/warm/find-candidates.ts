import type { Database } from '../store/index.js';
import type { Candidate } from './candidate.js';
import { reasonRecord } from './reason-record.js';
import { readRequests } from './request-log.js';
import { scanCandidates } from './scan-candidates.js';
import type { WarmOptions } from './warm-cache.js';

/** What a scan is taken to need before it has been measured: milliseconds and bytes per symbol. */
const SCAN_MS_PER_SYMBOL = 2;
const SCAN_BYTES_PER_SYMBOL = 16_384;

/** All that may be asked next of the published run, each with its chance. */
export async function findCandidates(
  database: Database,
  { config, requests: file, now }: Pick<WarmOptions, 'config' | 'requests' | 'now'>,
): Promise<Candidate[]> {
  const [{ symbols }] = await database.rows('SELECT count(*) AS symbols FROM symbols');
  return scanCandidates(readRequests(file), config.scans, {
    now,
    record: await reasonRecord(database),
    unknown: {
      ms: Number(symbols) * SCAN_MS_PER_SYMBOL,
      bytes: Number(symbols) * SCAN_BYTES_PER_SYMBOL,
    },
  });
}
