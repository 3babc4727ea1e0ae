import { warmingByReason } from '../cache/index.js';
import type { Database } from '../store/index.js';
import type { WarmingReason } from './candidate.js';

/** Share of what was warmed for a reason that was used afterwards. */
export type ReasonRecord = (reason: WarmingReason) => number;

/** The record of each reason by Laplace's rule of succession: 0.5 before there is one. */
export async function reasonRecord(database: Database): Promise<ReasonRecord> {
  const rows = await warmingByReason(database);
  const shares = new Map(
    rows.map(({ reason, times, times_used: used }) => [
      String(reason),
      (Number(used) + 1) / (Number(times) + 2),
    ]),
  );
  return (reason) => shares.get(reason) ?? 0.5;
}
