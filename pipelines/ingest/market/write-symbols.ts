import { epochDay } from '../../../models/bars/index.js';
import { appendColumns, type Database } from '../../store/index.js';
import type { SymbolDetails } from '../reference/symbol-details.js';

/** What the walk over a symbol's bars found out. */
export interface SymbolSummary {
  readonly symbol: string;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly bars: number;
  readonly endedEarly: boolean;
  readonly contentHash: string;
}

/** Replaces the table of symbols; position is `symbol_id`. */
export async function writeSymbols(
  database: Database,
  symbols: readonly SymbolSummary[],
  details: ReadonlyMap<string, SymbolDetails>,
  benchmark: string | undefined,
): Promise<void> {
  const text = (read: (symbol: SymbolSummary) => string | undefined) => ({
    type: 'text' as const,
    values: symbols.map((symbol) => read(symbol) ?? null),
  });
  await database.run('DELETE FROM symbols');
  await appendColumns(
    database,
    'symbols',
    [
      { type: 'integer', values: symbols.map((_, id) => id) },
      text(({ symbol }) => symbol),
      text(({ symbol }) => details.get(symbol)?.name),
      text(({ symbol }) => details.get(symbol)?.sector),
      text(({ symbol }) => details.get(symbol)?.industry),
      { type: 'boolean', values: symbols.map(({ symbol }) => symbol === benchmark) },
      { type: 'date', values: symbols.map(({ firstTime }) => epochDay(firstTime)) },
      { type: 'date', values: symbols.map(({ lastTime }) => epochDay(lastTime)) },
      { type: 'integer', values: symbols.map(({ bars }) => bars) },
      { type: 'boolean', values: symbols.map(({ endedEarly }) => endedEarly) },
      text(({ contentHash }) => contentHash),
    ],
    symbols.length,
  );
}
