import { randomBytes } from 'node:crypto';
import { isoDate } from '../../models/bars/index.js';
import type { ScanOutcome } from '../scan/index.js';
import { codeVersion } from './code-version.js';

/** What a run was made of: same stamp, same bits. */
export interface RunStamp {
  readonly id: string;
  readonly asOf: string;
  readonly dataHash: string;
  readonly codeVersion: string;
  readonly source: string;
  readonly isSynthetic: boolean;
  readonly benchmark: string;
}

/** `20261121T034900-3f9a`: sorts by time, and two runs of one second differ. */
export function newRunId(nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]/g, '').slice(0, 15);
  return `${time}-${randomBytes(2).toString('hex')}`;
}

/** The stamp of what a scan read and the code that reads it. */
export function runStamp({ runId, outcome }: { runId: string; outcome: ScanOutcome }): RunStamp {
  const { market } = outcome;
  return {
    id: runId,
    asOf: isoDate(market.asOf),
    dataHash: market.ingest.dataHash,
    codeVersion: codeVersion(),
    source: market.ingest.label,
    isSynthetic: market.ingest.isSynthetic,
    benchmark: market.benchmark.label,
  };
}
