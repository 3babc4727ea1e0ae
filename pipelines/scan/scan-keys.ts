import { type Adjustment, isoDate } from '../../models/bars/index.js';
import type { Program } from '../../models/expressions/index.js';
import { contentKey, ENGINE } from '../cache/index.js';
import type { Market, SymbolRecord } from '../market/index.js';
import { OUTCOME_VALUE_FORMAT } from './outcome-value.js';
import type { ScanPlan } from './scan-plan.js';
import { SYMBOL_LAYOUT_FORMAT } from './symbol-layout.js';

/** What can be said of a scan's keys before its market is loaded. */
export interface PlanKeys {
  /** Names the plan, whatever the data. */
  readonly plan: string;
  /** The plan and the code that computes a symbol. */
  readonly symbols: string;
  /** The plan and the code that would go on from an earlier scan of it. */
  readonly base: string;
}

/** Content keys of a scan: each is a hash of everything that the value under it depends on. */
export interface ScanKeys {
  /** What the first stage of each symbol comes to, by the symbol's index. */
  readonly symbols: readonly string[];
  /** What the whole scan comes to. */
  readonly scan: string;
  readonly plan: string;
  readonly base: string;
}

export interface PlanKeyOptions {
  readonly program: Program;
  readonly plan: ScanPlan;
  readonly adjust: Adjustment;
  readonly withRecord: boolean;
  readonly codeHash: string;
  readonly kernelHash: string;
}

/** The parts of the keys that no data are in. */
export function planKeys(options: PlanKeyOptions): PlanKeys {
  const { program, plan, adjust, withRecord, codeHash, kernelHash } = options;
  const conditions = plan.scans.map(({ conditionOutput, rankOutput }) => [conditionOutput, rankOutput]);
  const planKey = contentKey([program.key, conditions, adjust]);
  const symbols = contentKey([SYMBOL_LAYOUT_FORMAT, ENGINE, kernelHash, planKey]);
  return { plan: planKey, symbols, base: contentKey([codeHash, symbols, withRecord]) };
}

/** Keys of a scan and of each of its symbols. */
export function scanKeys(
  { columns }: Program,
  market: Market,
  { plan, symbols: ofPlan, base }: PlanKeys,
): ScanKeys {
  const usesLabels = columns.includes('sector') || columns.includes('industry');
  const symbols = market.symbols.map((record) => symbolKey(ofPlan, record, market.asOf, usesLabels));
  return {
    symbols,
    scan: contentKey([
      OUTCOME_VALUE_FORMAT,
      base,
      market.asOf,
      market.sessions,
      market.benchmark.time,
      market.benchmark.close,
      ...market.symbols.map((record) => membershipOf(record, symbols[record.index])),
    ]),
    plan,
    base,
  };
}

/** Bars after the as-of date are no part of the value, so it stays right as long as none is cut off. */
function symbolKey(
  ofPlan: string,
  { contentHash, lastTime, sector, industry }: SymbolRecord,
  asOf: number,
  usesLabels: boolean,
): string {
  const until = lastTime > asOf ? isoDate(asOf) : '';
  const labels = usesLabels ? JSON.stringify([sector, industry]) : '';
  return contentKey([ofPlan, contentHash, until, labels]);
}

function membershipOf({ symbol, sector, industry, membership, isBenchmark }: SymbolRecord, key: string) {
  const intervals = membership?.map(({ start, end }) => `${start}-${end}`);
  return `${key} ${JSON.stringify([symbol, sector, industry, isBenchmark, intervals])}`;
}
