import type { Bars } from '../bars/index.js';
import type { Decision } from '../simulation/index.js';
import { simulate } from '../simulation/index.js';
import type { Columns } from '../validation/index.js';
import type { CompiledStrategy } from './compile-strategy.js';
import { type RunSettings, settingsOnTop } from './run-settings.js';

/**
 * Everything a strategy in TypeScript computes from the bars of one symbol, as named series for the
 * look-ahead detector: each series that `prepare` returns under its own name, what `decide` said at each
 * close (`decide: entries`, `decide: exit`, `decide: levels`), and the shares held (`position`).
 *
 * The decisions are there because a decision at a bar that knows the next one shows in no position up to
 * that bar: it fills after it.
 * @throws Error for a strategy written as rules, whose expressions cannot look ahead, and whatever the
 * strategy itself throws.
 */
export function strategyColumns(
  { strategy, parameters, settings: own }: CompiledStrategy,
  bars: Bars,
  settings: RunSettings = {},
): Columns {
  if (strategy.kind !== 'code') throw new Error(`${strategy.name}: rules cannot look ahead`);
  const prepared = strategy.prepare(bars, parameters);
  const n = bars.time.length;
  const entries = new Float64Array(n);
  const exits = new Float64Array(n);
  const levels = new Float64Array(n);
  const { position } = simulate(
    bars,
    (i, account) => {
      const decision = strategy.decide(i, account, prepared);
      entries[i] = weigh(decision?.entries?.flatMap(entryNumbers) ?? []);
      exits[i] = (decision?.exit ? 1 : 0) + (decision?.cancel ? 2 : 0);
      levels[i] = weigh([decision?.stopLoss ?? 0, decision?.target ?? 0]);
      return decision;
    },
    settingsOnTop(own, settings),
  );
  return {
    ...preparedSeries(prepared, n),
    'decide: entries': entries,
    'decide: exit': exits,
    'decide: levels': levels,
    position,
  };
}

function entryNumbers(entry: NonNullable<Decision['entries']>[number]): number[] {
  const { side, limit = 0, stop = 0, validBars = 0, stopLoss = 0, target = 0, scale = 0 } = entry;
  return [side === 'long' ? 1 : -1, limit, stop, validBars, stopLoss, target, scale];
}

/** One number that changes when any of the numbers does, bar a coincidence. */
function weigh(numbers: readonly number[]): number {
  return numbers.reduce((sum, value, k) => sum + value * Math.sqrt(2 + k), 0);
}

function preparedSeries(prepared: unknown, length: number): Columns {
  if (isSeries(prepared, length)) return { prepared };
  const named = Object.entries((prepared ?? {}) as object);
  return Object.fromEntries(
    named.filter((entry): entry is [string, ArrayLike<number>] => isSeries(entry[1], length)),
  );
}

function isSeries(value: unknown, length: number): value is ArrayLike<number> {
  const isArray = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return isArray && (value as ArrayLike<number>).length === length;
}
