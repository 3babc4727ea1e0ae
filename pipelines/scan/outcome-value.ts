import { deserialize, serialize } from 'node:v8';
import type { CacheValue } from '../cache/index.js';
import type { ScanFailure, ScoreRecord } from './scan-outcome.js';
import type { ScanPlan } from './scan-plan.js';
import { HORIZONS, type SignalColumns } from './signals.js';

/** Version of the layout below; part of the key. */
export const OUTCOME_VALUE_FORMAT = 1;

/** What a scan found, apart from what is loaded in any case. See `ScanOutcome`. */
export interface Findings {
  readonly scanned: number;
  readonly failures: readonly ScanFailure[];
  readonly lastBar: Float64Array;
  readonly isCurrent: Uint8Array;
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly signals: SignalColumns;
  readonly records: readonly ScoreRecord[];
}

const BY_HORIZON = ['forward', 'benchmark', 'due'] as const;

/** A scan's findings as columns: outputs by their place in the plan, signals one column each. */
export function findingsValue(findings: Findings): CacheValue {
  const { scanned, failures, records, lastBar, isCurrent, numbers, signals } = findings;
  const columns: Record<string, CacheValue['columns'][string]> = {
    facts: new Uint8Array(serialize({ scanned, failures, records })),
    lastBar,
    isCurrent,
    scan: signals.scan,
    symbol: signals.symbol,
    time: signals.time,
    score: signals.score,
    close: signals.close,
  };
  [...numbers.values()].forEach((values, k) => {
    columns[`output ${k}`] = values;
  });
  for (const name of BY_HORIZON) {
    signals[name].forEach((values, h) => {
      columns[`${name} ${HORIZONS[h]}`] = values;
    });
  }
  return { columns };
}

/** Reads `findingsValue` back. The arrays are those of the value. */
export function readFindings({ columns }: CacheValue, plan: ScanPlan): Findings {
  const doubles = (name: string) => columns[name] as Float64Array;
  const facts = deserialize(columns.facts as Uint8Array) as Pick<
    Findings,
    'scanned' | 'failures' | 'records'
  >;
  const byHorizon = (name: (typeof BY_HORIZON)[number]) =>
    HORIZONS.map((horizon) => doubles(`${name} ${horizon}`));
  return {
    ...facts,
    lastBar: doubles('lastBar'),
    isCurrent: columns.isCurrent as Uint8Array,
    numbers: new Map(Object.keys(plan.sources).map((name, k) => [name, doubles(`output ${k}`)])),
    signals: {
      count: columns.scan.length,
      scan: columns.scan as Int32Array,
      symbol: columns.symbol as Int32Array,
      time: doubles('time'),
      score: doubles('score'),
      close: doubles('close'),
      forward: byHorizon('forward'),
      benchmark: byHorizon('benchmark'),
      due: byHorizon('due'),
    },
  };
}
