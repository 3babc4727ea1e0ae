import type { Config } from '../config/index.js';
import { toProblem } from '../errors/index.js';
import type { Database } from '../store/index.js';
import { type BacktestRequest, standardBacktest } from './asked-backtest.js';
import { backtestCandidates } from './backtest-candidates.js';
import type { Candidate, UnknownCost } from './candidate.js';
import { lastCosts } from './last-costs.js';
import { nearCut } from './near-cut.js';
import { reasonRecord } from './reason-record.js';
import { readRequests } from './request-log.js';
import { scanCandidates } from './scan-candidates.js';
import { symbolCandidates } from './symbol-candidates.js';
import type { WarmOptions } from './warm-cache.js';

/** What a symbol is taken to need before it has been measured: in a scan, and in a backtest of one strategy. */
const IN_SCAN: UnknownCost = { ms: 2, bytes: 16_384 };
const IN_BACKTEST: UnknownCost = { ms: 4, bytes: 32_768 };
/** Reading a symbol's prices, whatever is done with them. */
const LOAD_MS = 50;

/** All that may be asked next of the published run, each with its chance, and with what it cost when it was last warmed. */
export async function findCandidates(
  database: Database,
  { config, requests: file, now, warn }: Pick<WarmOptions, 'config' | 'requests' | 'now' | 'warn'>,
): Promise<Candidate[]> {
  const rows = await database.rows('SELECT symbol FROM symbols');
  const known = new Set(rows.map(({ symbol }) => String(symbol)));
  const requests = readRequests(file);
  const record = await reasonRecord(database);
  const forAll = (one: UnknownCost): UnknownCost => ({
    ms: known.size * one.ms,
    bytes: known.size * one.bytes,
  });
  const grounds = { requests, watch: config.watch, nearCut: await nearCut(database), known };
  const named = standardBacktests(config, warn);
  const own = named.filter(({ question }) => question.options.account === 'each');
  const costs = await lastCosts(database, now);
  const found = [
    ...scanCandidates(requests, config.scans, { now, record, unknown: forAll(IN_SCAN) }),
    ...backtestCandidates(requests, named, { now, record, unknown: forAll(IN_BACKTEST) }),
    ...(own.length === 0
      ? []
      : symbolCandidates(grounds, {
          now,
          record,
          backtestsOf: (symbol) => own.map((request) => ({ ...request, symbols: [symbol] })),
          unknown: { ms: LOAD_MS + own.length * IN_BACKTEST.ms, bytes: own.length * IN_BACKTEST.bytes },
        })),
  ];
  return found.map((candidate) => ({ ...candidate, costMs: costs.get(candidate.name) ?? candidate.costMs }));
}

/** The strategies of the config on all symbols; one that cannot be compiled is a warning. */
function standardBacktests(config: Config, warn: (message: string) => void): BacktestRequest[] {
  return config.strategies.flatMap((strategy) => {
    try {
      return [standardBacktest(strategy, 'all', config)];
    } catch (error) {
      warn(`${strategy.name} was not warmed: ${toProblem(error).message}`);
      return [];
    }
  });
}
