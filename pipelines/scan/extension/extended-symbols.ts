import { createRowExtender, type PanelPlace, type SymbolInputs } from '../../../models/expressions/index.js';
import type { Cache, CacheItem } from '../../cache/index.js';
import type { SymbolRecord } from '../../market/index.js';
import type { KnownSymbols } from '../known-symbols.js';
import type { KnownSymbol } from '../scan-messages.js';
import type { ScanTask } from '../scan-task.js';
import { symbolValues } from '../symbol-value.js';
import type { LoadedBase, LoadedSymbol } from './load-base.js';

/** Known symbols, of which some have been brought up to date. */
export interface ExtendedSymbols extends KnownSymbols {
  /** How many, up to now. */
  extended(): number;
}

/** A symbol with further bars, and what is known of it up to them. */
interface Candidate extends LoadedSymbol {
  readonly record: SymbolRecord;
  readonly inputs: SymbolInputs;
}

/** Symbols per request. */
const BATCH = 512;

/**
 * What the cache knows of symbols, and what it knew before their last bars: of a symbol that has merely got further
 * bars since an earlier scan, the first stage goes on from where that left it. What follows is done over all
 * sessions, as it is for symbols that are known.
 */
export function extendedSymbols(
  task: ScanTask,
  cache: Cache,
  known: KnownSymbols,
  base: LoadedBase,
): ExtendedSymbols {
  const { market, workers } = task;
  const furtherOf = new Map(base.further.map((further) => [further.index, further]));
  // The time that a symbol would take is on record for all of them together.
  const costMs = (base.base.costMs * workers) / base.base.symbols.length;
  const goOn = firstStageExtender(task, base);
  let extended = 0;
  return {
    ...known,
    extended: () => extended,
    async read(symbols, onKnown) {
      // Without further bars the row is still the end of the evaluation.
      const missing = await known.read(symbols, (symbol) => {
        const row = furtherOf.has(symbol.index) ? undefined : base.symbols[symbol.index]?.row.slice();
        return onKnown({ ...symbol, row });
      });
      const candidates = missing.flatMap((index): Candidate[] => {
        const [before, further] = [base.symbols[index], furtherOf.get(index)];
        if (before === undefined || further === undefined) return [];
        return [{ ...before, record: market.symbols[index], inputs: further.inputs }];
      });
      const done = new Set<number>();
      for (let from = 0; from < candidates.length; from += BATCH) {
        const batch = candidates.slice(from, from + BATCH);
        const items = batch.map(
          ({ features, record }): CacheItem => ({ key: features, subject: record.symbol }),
        );
        const found: KnownSymbol[] = [];
        const begun = performance.now();
        await cache.visitMany('features', items, (k, value) => {
          const symbol = value && goOn(batch[k], value.columns.symbol as Uint8Array);
          if (symbol) found.push(symbol);
        });
        const spentMs = (performance.now() - begun) / found.length;
        known.keep(found.map(({ index, bytes }) => ({ index, bytes: bytes.slice(), costMs, spentMs })));
        for (const symbol of found) {
          done.add(symbol.index);
          await onKnown(symbol);
        }
      }
      extended += done.size;
      return missing.filter((index) => !done.has(index));
    },
  };
}

/** Computes the first stage on further bars, and adds that to what is known of it. */
function firstStageExtender({ program, plan }: ScanTask, { layout, further }: LoadedBase) {
  const most = Math.max(1, ...further.map(({ inputs }) => inputs.bars.time.length));
  const extender = createRowExtender(program, layout.kept, most);
  const stored = symbolValues(program, plan);
  const take = (size: number) => new Uint8Array(size);
  return ({ record, inputs, row: before }: Candidate, bytes: Uint8Array): KnownSymbol | undefined => {
    const { index, symbol, sector, industry, membership } = record;
    // The first stage looks at nobody else.
    const alone: PanelPlace = { symbol: index, symbols: 0, sessionOfBar: new Int32Array(0), matrices: [] };
    const row = before.slice();
    try {
      extender.load(row, inputs);
      extender.runStage(0, alone);
      const known = stored.extend(stored.read(bytes), { bars: inputs.bars, values: extender.values }, take);
      extender.save(row);
      return { index, symbol, sector, industry, membership, bytes: known, row };
    } catch {
      // Computed from its first bar it meets the same fault, which is recorded beside it there.
      return undefined;
    }
  };
}
