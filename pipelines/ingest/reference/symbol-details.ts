import { readTable } from './read-table.js';

/** What is known of a symbol besides its prices. */
export interface SymbolDetails {
  readonly name?: string;
  readonly sector?: string;
  readonly industry?: string;
}

const NAMES = {
  symbol: ['symbol', 'ticker', 'code'],
  name: ['name', 'security', 'company', 'companyname', 'description'],
  sector: ['sector', 'gicssector'],
  industry: ['industry', 'gicssubindustry', 'subindustry'],
} as const;

/**
 * Names, sectors and industries from CSV files (`Symbol,Name,Sector` and the like). Later files win where
 * they say something. Symbols are compared as written, and with `-` for `.` (BRK-B is BRK.B).
 * @throws Problem when a file has no symbol column.
 */
export async function readSymbolDetails(
  paths: readonly string[],
  symbols: readonly string[],
): Promise<Map<string, SymbolDetails>> {
  const details = new Map<string, SymbolDetails>();
  const spelling = new Map(symbols.map((symbol) => [symbol.replaceAll('-', '.'), symbol]));
  for (const path of paths) {
    const table = readTable(path, NAMES, ['symbol']);
    for await (const row of table) {
      const symbol = spelling.get(row.symbol.replaceAll('-', '.'));
      if (symbol === undefined) continue;
      const before = details.get(symbol);
      details.set(symbol, {
        name: row.name || before?.name,
        sector: row.sector || before?.sector,
        industry: row.industry || before?.industry,
      });
    }
  }
  return details;
}
