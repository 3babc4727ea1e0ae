import { createHash } from 'node:crypto';
import { type Action, epochDay } from '../../../models/bars/index.js';
import { storeBarDigests } from '../../market/index.js';
import { appendColumns, type Database } from '../../store/index.js';
import { type PendingAction, resolveActions } from '../actions/pending-action.js';
import { type Flag, flagBars } from '../flags/flag-bars.js';
import { hasEndedEarly } from '../flags/flag-sessions.js';
import { marketSessions } from '../flags/market-sessions.js';
import type { MembershipInterval } from '../reference/membership.js';
import type { SymbolDetails } from '../reference/symbol-details.js';
import { symbolBars } from './symbol-bars.js';
import { symbolHash } from './symbol-hash.js';
import { type SymbolSummary, writeSymbols } from './write-symbols.js';

/** What stands beside the prices. */
export interface Companions {
  readonly actions: ReadonlyMap<string, readonly PendingAction[]>;
  readonly details: ReadonlyMap<string, SymbolDetails>;
  readonly membership: readonly MembershipInterval[];
  readonly benchmark: string | undefined;
}

/**
 * Walks once over the stored bars and replaces symbols, actions, membership, flags and digests.
 * @param symbols in the order of their `symbol_id`.
 * @returns the data hash: of every symbol's bars and actions, the details, benchmark and membership.
 */
export async function writeMarket(
  database: Database,
  symbols: readonly string[],
  companions: Companions,
): Promise<string> {
  const sessions = await marketSessions(database);
  const summaries: SymbolSummary[] = [];
  const actions: (Action & { readonly symbolId: number })[] = [];
  const flags: (Flag & { readonly symbolId: number })[] = [];
  for await (const { symbolId, bars } of symbolBars(database)) {
    const symbol = symbols[symbolId];
    const own = resolveActions(companions.actions.get(symbol) ?? [], bars);
    for (const action of own) actions.push({ ...action, symbolId });
    for (const flag of flagBars(bars, own, sessions)) flags.push({ ...flag, symbolId });
    const lastTime = bars.time[bars.time.length - 1];
    summaries.push({
      symbol,
      firstTime: bars.time[0],
      lastTime,
      bars: bars.time.length,
      endedEarly: hasEndedEarly(lastTime, sessions),
      contentHash: symbolHash(bars, own),
    });
  }
  await writeSymbols(database, summaries, companions.details, companions.benchmark);
  await writeActions(database, actions);
  await writeMembership(database, companions.membership);
  await writeFlags(database, flags);
  await storeBarDigests(database);
  return dataHash(summaries, companions);
}

async function writeActions(
  database: Database,
  actions: readonly (Action & { symbolId: number })[],
): Promise<void> {
  await database.run('DELETE FROM actions');
  await appendColumns(
    database,
    'actions',
    [
      { type: 'integer', values: actions.map(({ symbolId }) => symbolId) },
      { type: 'date', values: actions.map(({ exTime }) => epochDay(exTime)) },
      { type: 'text', values: actions.map(({ kind }) => kind) },
      { type: 'double', values: actions.map(({ factor }) => factor) },
    ],
    actions.length,
  );
}

async function writeMembership(database: Database, membership: readonly MembershipInterval[]): Promise<void> {
  await database.run('DELETE FROM membership');
  await appendColumns(
    database,
    'membership',
    [
      { type: 'text', values: membership.map(({ symbol }) => symbol) },
      { type: 'date', values: membership.map(({ startDay }) => startDay) },
      { type: 'date', values: membership.map(({ endDay }) => endDay ?? null) },
    ],
    membership.length,
  );
}

async function writeFlags(
  database: Database,
  flags: readonly (Flag & { symbolId: number })[],
): Promise<void> {
  await database.run('DELETE FROM flags');
  await appendColumns(
    database,
    'flags',
    [
      { type: 'integer', values: flags.map(({ symbolId }) => symbolId) },
      { type: 'date', values: flags.map(({ time }) => epochDay(time)) },
      { type: 'text', values: flags.map(({ kind }) => kind) },
      { type: 'text', values: flags.map(({ detail }) => detail) },
    ],
    flags.length,
  );
}

function dataHash(symbols: readonly SymbolSummary[], companions: Companions): string {
  const hash = createHash('sha256');
  for (const { symbol, contentHash } of symbols) {
    hash.update(`${symbol} ${contentHash} ${JSON.stringify(companions.details.get(symbol) ?? {})}\n`);
  }
  hash.update(`benchmark ${companions.benchmark ?? ''}\n`);
  for (const { symbol, startDay, endDay } of companions.membership)
    hash.update(`${symbol} ${startDay} ${endDay ?? ''}\n`);
  return hash.digest('hex').slice(0, 32);
}
