import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { BacktestOptions } from '../../models/strategies/index.js';
import type { BacktestRequest } from './asked-backtest.js';

/** As a named scan of the config, with any title: that of a condition typed by hand is the condition. */
const scanSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  where: z.string(),
  rank: z.string().optional(),
  direction: z.enum(['long', 'short']),
});

const askedScanSchema = z.strictObject({
  /** UTC epoch milliseconds. */
  at: z.number(),
  /** What was asked for; null for the rating alone. */
  scan: scanSchema.nullable(),
  /** What computing it took; null where it was known. */
  costMs: z.number().nonnegative().nullable(),
});

const askedSymbolSchema = z.strictObject({
  /** UTC epoch milliseconds. */
  at: z.number(),
  symbol: z.string().min(1).max(64),
  /** Where: on its page of the served site, or by a command that was asked for this symbol. */
  by: z.enum(['page', 'eval', 'explain']),
});

const askedBacktestSchema = z.strictObject({
  /** UTC epoch milliseconds. */
  at: z.number(),
  backtest: z.strictObject({
    question: z.strictObject({
      strategy: z.union([z.strictObject({ name: z.string() }), z.strictObject({ rules: z.unknown() })]),
      parameters: z.record(z.string(), z.number()),
      /** As the backtest took them; a request that no longer fits fails when it is asked again. */
      options: z.custom<BacktestOptions>((value) => typeof value === 'object' && value !== null),
    }),
    symbols: z.union([z.literal('all'), z.array(z.string())]),
    adjust: z.enum(['none', 'splits', 'all']),
  }),
  /** What computing it took; null where it was known. */
  costMs: z.number().nonnegative().nullable(),
});

/** A scan that somebody asked for by hand. */
export type AskedScan = z.infer<typeof askedScanSchema>;
/** A symbol that somebody looked at by itself. */
export type AskedSymbol = z.infer<typeof askedSymbolSchema>;

/** A backtest that somebody asked for by hand. */
export interface AskedBacktest {
  readonly at: number;
  readonly backtest: BacktestRequest;
  readonly costMs: number | null;
}

/** What people asked for, each list oldest first. */
export interface Requests {
  readonly scans: readonly AskedScan[];
  readonly symbols: readonly AskedSymbol[];
  readonly backtests: readonly AskedBacktest[];
}

/** Beyond this the older half of the file goes. */
const MOST_BYTES = 2 ** 20;

/**
 * Adds a line to the history of what people asked for.
 * @throws when the file cannot be written.
 */
export function recordRequest(file: string, request: AskedScan | AskedSymbol | AskedBacktest): void {
  appendFileSync(file, `${JSON.stringify(request)}\n`);
  if (statSync(file).size <= MOST_BYTES) return;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const unfinished = `${file}.${process.pid}.part`;
  writeFileSync(unfinished, `${lines.slice(Math.ceil(lines.length / 2)).join('\n')}\n`);
  renameSync(unfinished, file);
}

/** The history; empty before the first request. Lines that cannot be read are passed over. */
export function readRequests(file: string): Requests {
  const scans: AskedScan[] = [];
  const symbols: AskedSymbol[] = [];
  const backtests: AskedBacktest[] = [];
  for (const line of linesOf(file)) {
    let read: unknown;
    try {
      read = JSON.parse(line);
    } catch {
      // The end of a line that a full disk cut off, or the empty one at the end.
      continue;
    }
    const scan = askedScanSchema.safeParse(read);
    const symbol = askedSymbolSchema.safeParse(read);
    const backtest = askedBacktestSchema.safeParse(read);
    if (scan.success) scans.push(scan.data);
    else if (symbol.success) symbols.push(symbol.data);
    else if (backtest.success) backtests.push(backtest.data);
  }
  return { scans, symbols, backtests };
}

/** All requests, of whatever sort. */
export function allRequests({ scans, symbols, backtests }: Requests): { readonly at: number }[] {
  return [...scans, ...symbols, ...backtests];
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
