import { features } from '../../models/features/index.js';
import { namedExpressions, ratingExpressions } from '../../models/ratings/index.js';
import type { NamedScan } from '../config/index.js';

/** What is computed for every bar: names of outputs and their expressions, as text that a worker compiles. */
export interface ScanPlan {
  /** Output name to expression. */
  readonly sources: Readonly<Record<string, string>>;
  /** Names that every expression may use: all features, and `score`. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, number>>;
  /** Outputs whose value on the last bar is kept for each symbol. */
  readonly numbers: readonly string[];
  readonly scans: readonly PlannedScan[];
}

/** A named scan, or the one given with --where, and the outputs that answer it. */
export interface PlannedScan {
  readonly name: string;
  readonly title: string;
  readonly where: string;
  readonly rank: string;
  readonly direction: 'long' | 'short';
  readonly conditionOutput: string;
  readonly rankOutput: string;
}

export interface ScanPlanOptions {
  readonly scans: readonly NamedScan[];
  readonly parameters?: Readonly<Record<string, number>>;
  /** Further numbers to keep for each symbol, by output name. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Leave out the features, where only matches are asked for. */
  readonly withFeatures?: boolean;
}

/** Puts features, rating and scans together into one program's sources. */
export function planScan(options: ScanPlanOptions): ScanPlan {
  const definitions = namedExpressions();
  const sources: Record<string, string> = {};
  if (options.withFeatures ?? true) for (const { name } of features) sources[name] = name;
  for (const name of Object.keys(ratingExpressions().contributions)) sources[name] = name;
  sources.score = 'score';
  Object.assign(sources, options.extra);
  const numbers = Object.keys(sources);
  const scans = options.scans.map(planOne);
  for (const scan of scans) {
    sources[scan.conditionOutput] = scan.where;
    sources[scan.rankOutput] = scan.rank;
  }
  return { sources, definitions, parameters: options.parameters ?? {}, numbers, scans };
}

function planOne(scan: NamedScan): PlannedScan {
  return {
    name: scan.name,
    title: scan.title,
    where: scan.where,
    rank: scan.rank ?? (scan.direction === 'long' ? 'score' : '-score'),
    direction: scan.direction,
    conditionOutput: `scan:${scan.name}`,
    rankOutput: `rank:${scan.name}`,
  };
}
