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
import type { ScanPlan } from './scan-plan.js';
import { barsWhereTrue } from './bars-where-true.js';
import { layOut, readLayout, type SymbolLayout } from './symbol-layout.js';

/** What stage 0 leaves behind for one symbol, besides the columns in its state. */
export interface FirstStage {
  /** Outputs on the last bar, in the order of the plan's sources; those of later stages are not set yet. */
  readonly values: Float64Array;
  /** By scan: the bars on which its condition is true; undefined where the condition comes later. */
  readonly trueBars: (Int32Array | undefined)[];
}

/** Lends memory of a given size that starts on a multiple of 8. */
export type TakeMemory = (size: number) => Uint8Array;

/** A symbol's further bars, and what stage 0 came to on them. */
export interface FurtherValues {
  readonly bars: Bars;
  /** Values of a node of stage 0 on these bars. */
  readonly values: (node: number) => Float64Array;
}

/** Writes what a symbol carries from stage 0 to the later stages as bytes, and reads it back. */
export interface SymbolValues {
  pack(bars: Bars, state: SymbolState, first: FirstStage, take: TakeMemory): Uint8Array;
  /** As `pack` of a symbol with all its bars, from what it wrote before the last of them came. */
  extend(before: SymbolLayout, further: FurtherValues, take: TakeMemory): Uint8Array;
  read(bytes: Uint8Array): SymbolLayout;
  /** Times and closes; the other prices are not needed any more and left empty. */
  readBars(layout: SymbolLayout): Bars;
  readFirst(layout: SymbolLayout): FirstStage;
  /** Puts back what later stages read of stage 0. */
  readState(layout: SymbolLayout, inputs: SymbolInputs, state: SymbolState, arena: Arena): void;
}

const MINUTE_MS = 60_000;
const NONE = new Float64Array(0);
const NO_BARS = new Int32Array(0);

/** Values of stage 0 of one plan's symbols; see `SymbolLayout` for what is kept. */
export function symbolValues(program: Program, plan: ScanPlan): SymbolValues {
  const outputs = new Map(program.outputs.map((output) => [output.name, output]));
  const score = outputs.get('score');
  const { stored, derived } = carriedState(program, score === undefined ? [] : [score.node]);
  const numbers = stored.filter((node) => program.nodes[node].type === 'number');
  const flags = stored.filter((node) => program.nodes[node].type === 'boolean');
  const scans = firstStageScans(plan, outputs);
  const columns = { numbers: numbers.length, flags: flags.length };
  return {
    pack(bars, state, { values, trueBars }, take) {
      const n = bars.time.length;
      const lists = scans.map(({ scan }) => trueBars[scan] ?? NO_BARS);
      const layout = layOut(take, {
        ...columns,
        bars: n,
        last: values.length,
        inMinutes: areWholeMinutes(bars.time),
        lists: lists.reduce((total, list) => total + list.length, lists.length),
      });
      layout.last.set(values);
      writeBars(bars, layout, 0);
      numbers.forEach((node, k) => layout.numbers.set(valueOf(state, node), k * n));
      flags.forEach((node, k) => writeFlags(valueOf(state, node), layout.flags, k * n));
      writeLists(lists, layout.lists);
      return layout.bytes;
    },
    extend(before, { bars, values }, take) {
      const old = before.close.length;
      const n = old + bars.time.length;
      const lists = scans.map(({ node }, k) =>
        joinLists(listOf(before.lists, scans.length, k), barsWhereTrue(values(node)), old),
      );
      const layout = layOut(take, {
        ...columns,
        bars: n,
        last: before.last.length,
        inMinutes: before.minutes.length > 0 && areWholeMinutes(bars.time),
        lists: lists.reduce((total, list) => total + list.length, lists.length),
      });
      program.outputs.forEach(({ node, stage }, k) => {
        layout.last[k] = stage === 0 ? (values(node).at(-1) ?? Number.NaN) : Number.NaN;
      });
      writeBars(readBars(before), layout, 0);
      writeBars(bars, layout, old);
      numbers.forEach((node, k) => {
        layout.numbers.set(before.numbers.subarray(k * old, (k + 1) * old), k * n);
        layout.numbers.set(values(node), k * n + old);
      });
      flags.forEach((node, k) => {
        layout.flags.set(before.flags.subarray(k * old, (k + 1) * old), k * n);
        writeFlags(values(node), layout.flags, k * n + old);
      });
      writeLists(lists, layout.lists);
      return layout.bytes;
    },
    read: (bytes) => readLayout(bytes, columns),
    readBars,
    readFirst({ last, lists }) {
      const trueBars: (Int32Array | undefined)[] = plan.scans.map(() => undefined);
      scans.forEach(({ scan }, k) => {
        trueBars[scan] = listOf(lists, scans.length, k);
      });
      return { values: last.slice(), trueBars };
    },
    readState(layout, inputs, state, arena) {
      const n = inputs.bars.time.length;
      numbers.forEach((node, k) => {
        state[node] = [layout.numbers.subarray(k * n, (k + 1) * n)];
      });
      flags.forEach((node, k) => {
        state[node] = [readFlags(layout.flags, k * n, arena.take(n))];
      });
      evaluateNodes(program, derived, inputs, state, arena);
    },
  };
}

/** The scans whose condition is a node of stage 0. */
function firstStageScans(
  { scans }: ScanPlan,
  outputs: ReadonlyMap<string, ProgramOutput>,
): readonly { readonly scan: number; readonly node: number }[] {
  return scans.flatMap(({ conditionOutput }, scan) => {
    const output = outputs.get(conditionOutput);
    return output?.stage === 0 ? [{ scan, node: output.node }] : [];
  });
}

function readBars({ close, minutes, time: given }: SymbolLayout): Bars {
  const time = minutes.length > 0 ? new Float64Array(minutes.length) : given;
  for (let i = 0; i < minutes.length; i++) time[i] = minutes[i] * MINUTE_MS;
  return { time, open: NONE, high: NONE, low: NONE, close, volume: NONE, interval: '1d' };
}

/** Times and closes, from some bar on. */
function writeBars({ time, close }: Bars, layout: SymbolLayout, from: number): void {
  layout.close.set(close, from);
  if (layout.time.length > 0) layout.time.set(time, from);
  else for (let i = 0; i < time.length; i++) layout.minutes[from + i] = time[i] / MINUTE_MS;
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

/** A condition that is unknown is written as 2. */
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

/** One of so many lists, as `writeLists` wrote them: as a view. */
function listOf(lists: Int32Array, count: number, which: number): Int32Array {
  let start = count;
  for (let k = 0; k < which; k++) start += lists[k];
  return lists.subarray(start, start + lists[which]);
}

/** A list, and one whose bars are counted from a later one on. */
function joinLists(list: Int32Array, further: Int32Array, from: number): Int32Array {
  const joined = new Int32Array(list.length + further.length);
  joined.set(list);
  for (let i = 0; i < further.length; i++) joined[list.length + i] = from + further[i];
  return joined;
}

function writeLists(lists: readonly Int32Array[], into: Int32Array): void {
  let at = lists.length;
  lists.forEach((list, k) => {
    into[k] = list.length;
    into.set(list, at);
    at += list.length;
  });
}
