import { epochDay } from '../../models/bars/index.js';
import type { Trade } from '../../models/simulation/index.js';
import type { AppendColumn } from './append.js';

/**
 * Trades as the tables of the strategies and of the studies hold them, behind the columns that say whose they are.
 * @param symbol of trades that name none: of an account with one symbol.
 */
export function tradeColumns(trades: readonly Trade[], symbol: string): readonly AppendColumn[] {
  return [
    { type: 'text', values: trades.map((trade) => trade.symbol ?? symbol) },
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
  ];
}
