import { epochDay } from '../../models/bars/index.js';
import { appendColumns, type Database } from '../store/index.js';
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
      { type: 'text', values: trades.map(({ symbol }) => symbol ?? '') },
      { type: 'date', values: trades.map(({ entryTime }) => epochDay(entryTime)) },
      { type: 'date', values: trades.map(({ exitTime }) => epochDay(exitTime)) },
      { type: 'double', values: trades.map(({ size }) => size) },
      { type: 'double', values: trades.map(({ entryPrice }) => entryPrice) },
      { type: 'double', values: trades.map(({ exitPrice }) => exitPrice) },
      { type: 'double', values: trades.map(({ pnl }) => pnl) },
      { type: 'double', values: trades.map((trade) => trade.return) },
      { type: 'double', values: trades.map(({ commission }) => commission) },
      { type: 'double', values: trades.map(({ mae }) => mae) },
      { type: 'double', values: trades.map(({ mfe }) => mfe) },
      { type: 'integer', values: trades.map(({ barsHeld }) => barsHeld) },
      { type: 'text', values: trades.map(({ reason }) => reason) },
      { type: 'text', values: trades.map(({ status }) => status) },
    ],
    trades.length,
  );
}
