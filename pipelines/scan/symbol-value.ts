import type { Bars } from '../../models/bars/index.js';
import {
  type Arena,
  carriedState,
  evaluateNodes,
  type Program,
  type ProgramOutput,
  type SymbolInputs,
  type SymbolState,
} from '../../models/expressions/index.js';
import { allocateColumns, type Columns } from './packed-columns.js';
import type { ScanPlan } from './scan-plan.js';

/** Version of the layout below; part of every key. */
export const SYMBOL_VALUE_FORMAT = 1;

/** What stage 0 leaves behind for one symbol, besides the columns in its state. */
export interface FirstStage {
  /** Outputs on the last bar, in the order of the plan's sources; those of later stages are not set yet. */
  readonly values: Float64Array;
  /** By scan: the bars on which its condition is true; undefined where the condition comes later. */
  readonly trueBars: (Int32Array | undefined)[];
}

/** Writes what a symbol carries from stage 0 to the later stages into columns, and reads it back. */
export interface SymbolValues {
  pack(bars: Bars, state: SymbolState, first: FirstStage): Columns;
  /** Times and closes; the other prices are not needed any more and left empty. */
  readBars(columns: Columns): Bars;
  readFirst(columns: Columns): FirstStage;
  /** Puts back what later stages read of stage 0. */
  readState(columns: Columns, inputs: SymbolInputs, state: SymbolState, arena: Arena): void;
}

const MINUTE_MS = 60_000;
const NONE = new Float64Array(0);

/**
 * Values of stage 0 as columns: `close` (adjusted), the times as whole `minutes` where they are, `numbers` and
 * `flags` of the nodes that cannot be derived from these (one after another, each as long as the bars; a flag
 * that is unknown is 2), `last` row of outputs, and `trueBars`: for each condition of stage 0 the number of bars
 * on which it is true, and after these counts the bars.
 */
export function symbolValues(program: Program, plan: ScanPlan): SymbolValues {
  const outputs = new Map(program.outputs.map((output) => [output.name, output]));
  const score = outputs.get('score');
  const { stored, derived } = carriedState(program, score === undefined ? [] : [score.node]);
  const numbers = stored.filter((node) => program.nodes[node].type === 'number');
  const flags = stored.filter((node) => program.nodes[node].type === 'boolean');
  const scans = firstStageScans(plan, outputs);
  return {
    pack(bars, state, { values, trueBars }) {
      const n = bars.time.length;
      const lists = scans.map((scan) => trueBars[scan] ?? new Int32Array(0));
      const isWhole = areWholeMinutes(bars.time);
      const columns = allocateColumns({
        close: ['f64', n],
        numbers: ['f64', n * numbers.length],
        last: ['f64', values.length],
        time: ['f64', isWhole ? 0 : n],
        minutes: ['i32', isWhole ? n : 0],
        trueBars: ['i32', lists.reduce((total, list) => total + list.length, lists.length)],
        flags: ['u8', n * flags.length],
      });
      columns.close.set(bars.close);
      columns.last.set(values);
      if (isWhole) for (let i = 0; i < n; i++) columns.minutes[i] = bars.time[i] / MINUTE_MS;
      else columns.time.set(bars.time);
      numbers.forEach((node, k) => columns.numbers.set(valueOf(state, node), k * n));
      flags.forEach((node, k) => writeFlags(valueOf(state, node), columns.flags, k * n));
      writeLists(lists, columns.trueBars);
      return columns;
    },
    readBars(columns) {
      const close = columns.close as Float64Array;
      const minutes = columns.minutes as Int32Array;
      const time =
        minutes.length === close.length
          ? Float64Array.from(minutes, (minute) => minute * MINUTE_MS)
          : (columns.time as Float64Array);
      return { time, open: NONE, high: NONE, low: NONE, close, volume: NONE, interval: '1d' };
    },
    readFirst(columns) {
      const trueBars: (Int32Array | undefined)[] = plan.scans.map(() => undefined);
      let start = scans.length;
      scans.forEach((scan, k) => {
        const count = columns.trueBars[k];
        trueBars[scan] = (columns.trueBars as Int32Array).subarray(start, start + count);
        start += count;
      });
      return { values: (columns.last as Float64Array).slice(), trueBars };
    },
    readState(columns, inputs, state, arena) {
      const n = inputs.bars.time.length;
      numbers.forEach((node, k) => {
        state[node] = [(columns.numbers as Float64Array).subarray(k * n, (k + 1) * n)];
      });
      flags.forEach((node, k) => {
        state[node] = [readFlags(columns.flags as Uint8Array, k * n, arena.take(n))];
      });
      evaluateNodes(program, derived, inputs, state, arena);
    },
  };
}

function firstStageScans(plan: ScanPlan, outputs: ReadonlyMap<string, ProgramOutput>): readonly number[] {
  return [...plan.scans.keys()].filter((scan) => outputs.get(plan.scans[scan].conditionOutput)?.stage === 0);
}

function areWholeMinutes(time: Float64Array): boolean {
  for (let i = 0; i < time.length; i++) {
    const minute = time[i] / MINUTE_MS;
    if ((minute | 0) !== minute) return false;
  }
  return true;
}

function valueOf(state: SymbolState, node: number): Float64Array {
  return (state[node] as readonly Float64Array[])[0];
}

function writeFlags(values: Float64Array, into: Uint8Array, offset: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    into[offset + i] = value === value ? value : 2;
  }
}

function readFlags(from: Uint8Array, offset: number, values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) {
    const flag = from[offset + i];
    values[i] = flag === 2 ? Number.NaN : flag;
  }
  return values;
}

function writeLists(lists: readonly Int32Array[], into: Int32Array): void {
  let at = lists.length;
  lists.forEach((list, k) => {
    into[k] = list.length;
    into.set(list, at);
    at += list.length;
  });
}
