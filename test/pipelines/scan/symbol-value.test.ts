import { expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { createArena, evaluateStage, type SymbolState } from '../../../models/expressions/index.js';
import { createRandom } from '../../../models/random/index.js';
import { planScan } from '../../../pipelines/scan/index.js';
import { barsWhereTrue } from '../../../pipelines/scan/bars-where-true.js';
import { compilePlan } from '../../../pipelines/scan/compile-plan.js';
import { symbolValues } from '../../../pipelines/scan/symbol-value.js';

const plan = planScan({
  scans: [
    { name: 'low', title: 'low', where: 'rsi(2) < 30', direction: 'long' },
    { name: 'beaten', title: 'beaten', where: 'return_21 < benchmark_close / 1e9', direction: 'short' },
    { name: 'rising', title: 'rising', where: 'close > sma(close, 20)', direction: 'long' },
  ],
});
const program = compilePlan(plan);
const stored = symbolValues(program, plan);
const take = (size: number) => new Uint8Array(size);

/** A random walk; times on whole minutes or between them. */
function walk(length: number, interval: number): Bars {
  const random = createRandom(7);
  const close = new Float64Array(length);
  let last = 50;
  for (let i = 0; i < length; i++) close[i] = last *= Math.exp(0.02 * (random.uniform() - 0.49));
  const scaled = (by: number) => close.map((value) => value * by);
  const time = close.map((_, i) => i * interval);
  const volume = close.map(() => Math.round(1000 * random.uniform()));
  return { time, open: scaled(0.99), high: scaled(1.01), low: scaled(0.98), close, volume, interval: '1d' };
}

function firstBars({ interval, ...columns }: Bars, to: number, from = 0): Bars {
  const entries = Object.entries(columns).map(([name, values]) => [name, values.slice(from, to)]);
  return { ...(Object.fromEntries(entries) as Omit<Bars, 'interval'>), interval };
}

function pack(bars: Bars): { bytes: Uint8Array; state: SymbolState } {
  const state: SymbolState = [];
  evaluateStage(program, 0, { bars }, state, createArena());
  const column = (node: number) => (state[node] as readonly Float64Array[])[0];
  const values = Float64Array.from(program.outputs, ({ node, stage }) =>
    stage === 0 ? (column(node).at(-1) as number) : Number.NaN,
  );
  const trueBars = plan.scans.map(({ conditionOutput }) => {
    const output = program.outputs.find(({ name }) => name === conditionOutput);
    return output?.stage === 0 ? barsWhereTrue(column(output.node)) : undefined;
  });
  return { bytes: stored.pack(bars, state, { values, trueBars }, take), state };
}

test.each([
  ['whole minutes', 86_400_000, 299],
  ['whole minutes, many bars at once', 86_400_000, 240],
  ['times between minutes', 86_400_001, 297],
])('a value that is extended is, byte for byte, the value of all bars: %s', (_, interval, known) => {
  const bars = walk(300, interval);
  const whole = pack(bars);
  const values = (node: number) => (whole.state[node] as readonly Float64Array[])[0].slice(known);
  const before = stored.read(pack(firstBars(bars, known)).bytes);
  const extended = stored.extend(before, { bars: firstBars(bars, 300, known), values }, take);
  expect(Buffer.from(extended).equals(Buffer.from(whole.bytes))).toBe(true);
  expect(stored.readFirst(stored.read(extended)).trueBars.map((list) => list?.length)).toEqual([
    expect.any(Number),
    undefined,
    expect.any(Number),
  ]);
});
