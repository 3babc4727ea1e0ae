import { beforeAll, describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { compile, evaluate } from '../../../models/expressions/index.js';
import { features } from '../../../models/features/index.js';
import { hasShared, mainBars } from '../simulation/shared-data.js';

const program = compile(Object.fromEntries(features.map(({ name, expression }) => [name, expression])));
const lookbacks = new Map(program.outputs.map(({ name, lookback }) => [name, lookback]));
/** The symbol whose close stands for the benchmark: it has every session. */
const BENCHMARK = 'AAPL';

describe.skipIf(!hasShared)('features on all 505 symbols (needs ../shared or TECHNIC_SHARED)', () => {
  let bars: Map<string, Bars>;
  beforeAll(async () => {
    bars = await mainBars();
  });

  test('every feature is a finite number on every bar from its lookback on, except while a bar without volume is in reach', () => {
    const unexplained: string[] = [];
    let known = 0;
    for (const [symbol, data] of bars) {
      const values = evaluate(program, inputsOf(data));
      for (const { name } of features) {
        const from = lookbacks.get(name) as number;
        const column = values[name];
        for (let i = from; i < column.length; i++) {
          if (Number.isFinite(column[i])) known++;
          else if (!isExcused(name, data, i)) unexplained.push(`${symbol} ${name} bar ${i}: ${column[i]}`);
        }
      }
    }
    expect(unexplained.slice(0, 20)).toEqual([]);
    expect(known).toBeGreaterThan(20_000_000);
  });

  test('every feature of a prefix of the bars is the prefix of the feature, bit for bit', () => {
    const symbols = [...bars].filter((_, k) => k % 25 === 0);
    for (const [symbol, data] of symbols) {
      const whole = evaluate(program, inputsOf(data));
      const n = Math.floor(data.close.length * 0.7);
      const part = evaluate(program, inputsOf(firstBars(data, n)));
      for (const { name } of features) {
        const same = part[name].every((value, i) => Object.is(value, whole[name][i]));
        expect(same, `${symbol} ${name}`).toBe(true);
      }
    }
  });

  function inputsOf(data: Bars) {
    const benchmark = bars.get(BENCHMARK) as Bars;
    const closeAt = new Map(Array.from(benchmark.time, (time, i) => [time, benchmark.close[i]]));
    return { bars: data, benchmarkClose: data.time.map((_, i) => closeAt.get(data.time[i]) ?? Number.NaN) };
  }
});

/** A bar without volume makes a volume ratio undefined while it lasts. */
function isExcused(name: string, { volume }: Bars, i: number): boolean {
  const reach = lookbacks.get(name) as number;
  return volume.subarray(Math.max(0, i - reach), i + 1).some((shares) => shares === 0);
}

function firstBars(data: Bars, n: number): Bars {
  return {
    time: data.time.slice(0, n),
    open: data.open.slice(0, n),
    high: data.high.slice(0, n),
    low: data.low.slice(0, n),
    close: data.close.slice(0, n),
    volume: data.volume.slice(0, n),
    interval: data.interval,
  };
}
