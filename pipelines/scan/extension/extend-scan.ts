import type { RowExtender } from '../../../models/expressions/index.js';
import type { Cache } from '../../cache/index.js';
import type { Market } from '../../market/index.js';
import { mergeSignals } from '../merge-signals.js';
import { type Findings, readFindings } from '../outcome-value.js';
import type { ScanKeys } from '../scan-keys.js';
import { type ScanTask, symbolsToScan } from '../scan-task.js';
import { scoreRecords } from '../score-records.js';
import { createSignalCollector } from '../signals.js';
import { readTail } from '../rows/index.js';
import { extendRecord, type JoinedTail } from './extend-record.js';
import { extendSignals } from './extend-signals.js';
import { type AddedSymbol, extendSymbols } from './extend-symbols.js';
import type { LoadedBase, NoBase } from './load-base.js';

/** What going on from an earlier scan came to. */
export interface ExtendedScan {
  readonly findings: Findings;
  /** Symbols that had further bars. */
  readonly symbols: number;
  /** What a scan from the first bar on takes. */
  readonly costMs: number;
}

/**
 * Goes on from an earlier scan of the same plan that the present market is found to continue with further bars and
 * nothing else: the findings are then, to the last bit, those of a scan of all bars.
 * @returns why not, where not everything can be gone on from.
 */
export async function extendScan(
  task: ScanTask,
  cache: Cache,
  keys: ScanKeys,
  loaded: LoadedBase,
): Promise<ExtendedScan | NoBase> {
  const { program, plan, market, withRecord } = task;
  const { base, layout, covered, placeOf } = loaded;
  const [found] = await cache.getMany('scan', [{ key: base.scanKey, subject: `scan ${keys.plan}` }]);
  if (found === undefined) return { whyNot: 'the cache did not give the scan before' };
  const findings = readFindings(found, plan);
  // A symbol without a row starts from an empty one.
  const added = loaded.further.map(({ index, inputs }): AddedSymbol => {
    return { index, inputs, row: loaded.symbols[index]?.row ?? new Float64Array(layout.width) };
  });
  const sessions = market.sessions.slice(covered);
  const progress = createProgress(task, loaded, findings);
  try {
    extendSymbols(program, layout, market, added, sessions, progress.add);
  } catch {
    // A scan of all bars meets the same fault, and records it beside its symbol instead of ending there.
    return { whyNot: 'a symbol failed on its further bars' };
  }
  const tails = progress.tails();
  const range = { sessions: market.sessions, covered, symbols: market.symbols.length };
  const sums = withRecord ? extendRecord(base.sums, tails, range) : [];
  if (sums === undefined) return { whyNot: 'an outcome came due of a session too long ago' };
  const records = scoreRecords(sums);
  const signals = extendSignals(findings.signals, progress.signals(), tails, placeOf);
  return {
    findings: { ...progress.lastRow, scanned: symbolsToScan(market).length, failures: [], signals, records },
    symbols: added.length,
    costMs: base.costMs,
  };
}

/** What is known of each symbol on its last bar, carried on as symbols come in. */
function createProgress(
  { program, plan, market }: ScanTask,
  { placeOf, layout, symbols }: LoadedBase,
  findings: Findings,
) {
  const numbers = new Map(
    [...findings.numbers].map(([name, values]) => [name, placed(values, placeOf, market)]),
  );
  const lastBar = placed(findings.lastBar, placeOf, market);
  const isCurrent = new Uint8Array(market.symbols.length);
  const collector = createSignalCollector();
  const nodeOf = new Map(program.outputs.map(({ name, node }) => [name, node]));
  const outputs = [...numbers].map(([name, values]) => ({ values, node: nodeOf.get(name) ?? -1 }));
  const conditions = plan.scans.map(({ conditionOutput }) => nodeOf.get(conditionOutput) ?? -1);
  const tails: (JoinedTail | undefined)[] = [];
  return {
    lastRow: { lastBar, isCurrent, numbers },
    tails: () =>
      market.symbols.flatMap(({ index }): JoinedTail[] => {
        const tail = tails[index];
        if (tail !== undefined) return [tail];
        const known = symbols[index];
        return known === undefined ? [] : [{ ...readTail(layout, known.row), symbol: index, added: 0 }];
      }),
    signals: () => mergeSignals([collector.columns()]),
    add({ index, inputs }: AddedSymbol, { values: valuesOf }: RowExtender, tail: JoinedTail): void {
      const { bars, eligible } = inputs;
      const last = bars.time.length - 1;
      for (const { values, node } of outputs) values[index] = valuesOf(node)[last];
      lastBar[index] = bars.time[last];
      isCurrent[index] = bars.time[last] === market.asOf && (eligible?.[last] ?? 1) === 1 ? 1 : 0;
      tails[index] = tail;
      const first = tail.time.length - tail.added;
      const { time, close, score, benchmark } = tail;
      conditions.forEach((node, scan) => {
        const condition = valuesOf(node);
        for (let i = 0; i < condition.length; i++) {
          if (condition[i] !== 1 || eligible?.[i] === 0) continue;
          const bar = first + i;
          collector.add({ scan, symbol: index, bar, time, close, score, benchmarkClose: benchmark });
        }
      });
    },
  };
}

/** Values of symbols at their places now; NaN for symbols that are new. */
function placed(values: Float64Array, placeOf: Int32Array, { symbols }: Market): Float64Array {
  const moved = new Float64Array(symbols.length).fill(Number.NaN);
  placeOf.forEach((place, before) => {
    moved[place] = values[before];
  });
  return moved;
}
