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
import { layOut, readLayout, type SymbolLayout } from './symbol-layout.js';

/** What stage 0 leaves behind for one symbol, besides the columns in its state. */
export interface FirstStage {
  /** Outputs on the last bar, in the order of the plan's sources; those of later stages are not set yet. */
  readonly values: Float64Array;
  /** By scan: the bars on which its condition is true; undefined where the condition comes later. */
  readonly trueBars: (Int32Array | undefined)[];
}

/** Writes what a symbol carries from stage 0 to the later stages as bytes, and reads it back. */
export interface SymbolValues {
  /** @param take memory of a given size that starts on a multiple of 8. */
  pack(bars: Bars, state: SymbolState, first: FirstStage, take: (size: number) => Uint8Array): Uint8Array;
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
      const lists = scans.map((scan) => trueBars[scan] ?? NO_BARS);
      const layout = layOut(take, {
        ...columns,
        bars: n,
        last: values.length,
        inMinutes: areWholeMinutes(bars.time),
        lists: lists.reduce((total, list) => total + list.length, lists.length),
      });
      layout.close.set(bars.close);
      layout.last.set(values);
      const { minutes } = layout;
      for (let i = 0; i < minutes.length; i++) minutes[i] = bars.time[i] / MINUTE_MS;
      if (layout.time.length > 0) layout.time.set(bars.time);
      numbers.forEach((node, k) => layout.numbers.set(valueOf(state, node), k * n));
      flags.forEach((node, k) => writeFlags(valueOf(state, node), layout.flags, k * n));
      writeLists(lists, layout.lists);
      return layout.bytes;
    },
    read: (bytes) => readLayout(bytes, columns),
    readBars({ close, minutes, time: given }) {
      const time = minutes.length > 0 ? new Float64Array(minutes.length) : given;
      for (let i = 0; i < minutes.length; i++) time[i] = minutes[i] * MINUTE_MS;
      return { time, open: NONE, high: NONE, low: NONE, close, volume: NONE, interval: '1d' };
    },
    readFirst({ last, lists }) {
      const trueBars: (Int32Array | undefined)[] = plan.scans.map(() => undefined);
      let start = scans.length;
      scans.forEach((scan, k) => {
        trueBars[scan] = lists.subarray(start, start + lists[k]);
        start += lists[k];
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

function writeLists(lists: readonly Int32Array[], into: Int32Array): void {
  let at = lists.length;
  lists.forEach((list, k) => {
    into[k] = list.length;
    into.set(list, at);
    at += list.length;
  });
}
