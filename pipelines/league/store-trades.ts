import { appendColumns, type Database, tradeColumns } from '../store/index.js';
import type { LeagueRun } from './league-messages.js';

/** Writes every trade of one strategy's run. */
export async function storeTrades(
  database: Database,
  runId: string,
  { name, trades }: LeagueRun,
): Promise<void> {
  await appendColumns(
    database,
    'strategy_trades',
    [
      { type: 'text', values: trades.map(() => runId) },
      { type: 'text', values: trades.map(() => name) },
      ...tradeColumns(trades, ''),
    ],
    trades.length,
  );
}
