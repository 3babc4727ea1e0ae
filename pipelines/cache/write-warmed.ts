import { appendColumns, type Database } from '../store/index.js';
import { CACHE_KINDS } from './kinds.js';
import type { Trace } from './trace.js';
import type { WarmedCandidate } from './trace-spool.js';

/**
 * Appends what a warming run computed to `cache_warmed`: each miss that led to a stored value; and to
 * `cache_candidates` what that was for.
 */
export async function writeWarmed(
  database: Database,
  trace: Trace,
  candidate: WarmedCandidate | undefined,
): Promise<void> {
  const computed = Array.from({ length: trace.rows }, (_, row) => row).filter(
    (row) => trace.cause[row] >= 0 && trace.bytes[row] > 0,
  );
  const text = (value: (row: number) => string | null) =>
    ({ type: 'text', values: computed.map(value) }) as const;
  const number = (type: 'bigint' | 'double', values: Float64Array) =>
    ({ type, values: Float64Array.from(computed, (row) => values[row]) }) as const;
  if (computed.length > 0)
    await appendColumns(
      database,
      'cache_warmed',
      [
        text(() => trace.runId),
        number('bigint', trace.at.map(Math.round)),
        text((row) => CACHE_KINDS[trace.kind[row]]),
        text((row) => trace.subject[row]),
        number('bigint', trace.keyHash),
        number('bigint', trace.bytes),
        number('double', trace.costMs),
        text(() => candidate?.candidate ?? null),
      ],
      computed.length,
    );
  if (candidate === undefined) return;
  await database.run('INSERT INTO cache_candidates VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL)', [
    trace.runId,
    Math.round(trace.at[0]),
    candidate.candidate,
    candidate.reason,
    candidate.words,
    candidate.probability,
    candidate.seconds,
    computed.length,
  ]);
}
