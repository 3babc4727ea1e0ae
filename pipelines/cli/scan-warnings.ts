import { isoDate } from '../../models/bars/index.js';
import type { Program } from '../../models/expressions/index.js';
import type { NamedScan } from '../config/index.js';
import { storedSummary } from '../ingest/index.js';
import type { Market } from '../market/index.js';
import type { Database } from '../store/index.js';

/** Says why a scan found nothing, where the history is shorter than what its condition, or the rating, looks back. */
export function warnOfShortHistory(program: Program, scan: NamedScan | undefined, market: Market): void {
  const output = scan === undefined ? 'score' : `scan:${scan.name}`;
  const lookback = program.outputs.find(({ name }) => name === output)?.lookback ?? 0;
  const sessions = market.sessions.length;
  if (sessions > lookback) return;
  const what = scan === undefined ? 'the rating' : 'the condition';
  warn(
    `${what} looks back ${lookback} bars, and the data have ${sessions} sessions up to ${isoDate(market.asOf)}: too few for an answer`,
  );
}

/** Says that the data end before the date they were to be looked at from. */
export async function warnOfEnd(database: Database, asOf: string, market: Market): Promise<void> {
  const summary = await storedSummary(database);
  if (summary === undefined || asOf <= summary.lastDate) return;
  warn(`the data end on ${summary.lastDate}, before --as-of ${asOf}: shown is ${isoDate(market.asOf)}`);
}

function warn(message: string): void {
  process.stderr.write(`warning: ${message}\n`);
}
