import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Indicator, indicators } from '../../../models/indicators/index.js';
import { type Columns, flatBars, randomBars } from './random-bars.js';
import { defaultsOf, inputsOf, outputsOf } from './run-indicator.js';

const BARS = 700;
const market = randomBars(BARS, 7);
const wild = spikedBars();

/** Indicators with an output that waits for an event: the lookback is that of their first output to speak. */
const SPARSE: ReadonlySet<string> = new Set(['fractal', 'zigzag']);
/** Indicators whose output at a bar is made of earlier bars only. */
const DELAYED: ReadonlySet<string> = new Set(['donchian']);

describe.each(indicators)('$name', (indicator) => {
  const defaults = defaultsOf(indicator);
  const parameterSets = [defaults, shorter(indicator)];
  const inputs = inputsOf(indicator, market);

  test('has as many leading NaN as its lookback says, and then a value at every bar', () => {
    for (const parameters of parameterSets) {
      const outputs = Object.values(outputsOf(indicator, inputs, parameters));
      const leading = outputs.map(leadingNaN);
      if (SPARSE.has(indicator.name)) {
        expect(Math.min(...leading)).toBe(indicator.lookback(parameters));
        continue;
      }
      expect(Math.max(...leading)).toBe(indicator.lookback(parameters));
      outputs.forEach((output, k) => expect(output.subarray(leading[k]).every(Number.isFinite)).toBe(true));
    }
  });

  test('sees no future: a prefix of the bars gives the prefix of the values', () => {
    for (const parameters of parameterSets) {
      const whole = outputsOf(indicator, inputs, parameters);
      assert(
        property(integer({ min: 1, max: BARS }), (n) => {
          const cut = inputs.map((input) => input.slice(0, n));
          const part = outputsOf(indicator, cut, parameters);
          for (const name of indicator.outputs) expectSame(part[name], whole[name].subarray(0, n));
        }),
        { seed: 1, numRuns: 6 },
      );
    }
  });

  test('streams bit for bit what the batch gives, also when its state is saved and restored', () => {
    for (const columns of [market, wild]) {
      const fed = inputsOf(indicator, columns);
      for (const parameters of parameterSets) {
        const batch = outputsOf(indicator, fed, parameters);
        const streamed = streamOutputs(indicator, fed, parameters, 331);
        for (const name of indicator.outputs) expectSame(streamed[name], batch[name]);
      }
    }
  });

  test('goes on from its memory and the ends of its series alone', () => {
    for (const columns of [market, wild]) {
      const fed = inputsOf(indicator, columns);
      for (const parameters of parameterSets) {
        const batch = outputsOf(indicator, fed, parameters);
        for (const cut of [3, 60, 450]) {
          const resumed = resumedOutputs(indicator, fed, parameters, cut);
          for (const name of indicator.outputs) {
            expectSame(resumed[name].subarray(cut), batch[name].subarray(cut));
          }
        }
      }
    }
  });

  test('does not read what its scratch series held before', () => {
    for (const parameters of parameterSets) {
      const batch = outputsOf(indicator, inputs, parameters);
      for (const rubbish of [-12_345.678, Number.NaN]) {
        const loop = indicator.loop(parameters);
        const outputs = indicator.outputs.map(() => new Float64Array(BARS).fill(rubbish));
        const scratch = Array.from({ length: loop.scratch }, () => new Float64Array(BARS).fill(rubbish));
        loop.run({ from: 0, to: BARS, inputs, outputs, scratch, memory: new Float64Array(loop.memory) });
        indicator.outputs.forEach((name, k) => expectSame(outputs[k], batch[name]));
      }
    }
  });

  test('starts over after an unknown bar', () => {
    const at = 90;
    const gapped = inputs.map((input) => withNaN(input, at));
    const rest = inputs.map((input) => input.slice(at + 1));
    for (const parameters of parameterSets) {
      const whole = outputsOf(indicator, gapped, parameters);
      const fresh = outputsOf(indicator, rest, parameters);
      const before = outputsOf(indicator, inputs, parameters);
      for (const name of indicator.outputs) {
        expectSame(whole[name].subarray(0, at), before[name].subarray(0, at));
        if (DELAYED.has(indicator.name)) continue;
        expectSame(whole[name].subarray(at + 1), fresh[name]);
      }
    }
  });

  test('is unknown, in one output at least, where an input is unknown', () => {
    if (DELAYED.has(indicator.name)) return;
    const at = BARS - 1;
    for (let k = 0; k < inputs.length; k++) {
      const gapped = inputs.map((input, j) => (j === k ? withNaN(input, at) : input));
      const outputs = outputsOf(indicator, gapped, defaults);
      const known = indicator.outputs.filter((name) => Number.isFinite(outputs[name][at]));
      expect(known.length, `known although ${indicator.inputs[k]} is not`).toBeLessThan(
        indicator.outputs.length,
      );
    }
  });

  test('leaves its inputs as they were', () => {
    const copies = inputs.map((input) => input.slice());
    outputsOf(indicator, copies, defaults);
    copies.forEach((copy, k) => expectSame(copy, inputs[k]));
  });

  test('is never infinite, flat prices and zero volume included', () => {
    const still = flatBars(BARS, 42.37);
    for (const columns of [still, { ...still, volume: new Float64Array(BARS) }, wild]) {
      const outputs = outputsOf(indicator, inputsOf(indicator, columns), defaults);
      for (const name of indicator.outputs) {
        expect(outputs[name].some((value) => Math.abs(value) === Infinity)).toBe(false);
      }
    }
  });

  test('names the parameter, its bound and the value when a parameter is out of bounds', () => {
    indicator.parameters.forEach((parameter, k) => {
      for (const value of [parameter.min - 1, parameter.max + 1, Number.NaN]) {
        const parameters = defaults.map((other, j) => (j === k ? value : other));
        const kind = parameter.integer ? 'an integer' : 'a number';
        const message = `${indicator.name}: ${parameter.name} must be ${kind}`;
        expect(() => indicator.lookback(parameters)).toThrow(message);
        expect(() => outputsOf(indicator, inputs, parameters)).toThrow(message);
        expect(() => indicator.stream(parameters)).toThrow(message);
      }
    });
  });

  test('takes no bars and one bar', () => {
    for (const n of [0, 1]) {
      const few = inputs.map((input) => input.slice(0, n));
      for (const output of Object.values(outputsOf(indicator, few, defaults))) expect(output.length).toBe(n);
    }
  });

  test('has a record that can be shown: texts, defaults within bounds', () => {
    expect(indicator.name).toMatch(/^[a-z][a-z0-9_]*$/);
    for (const text of [indicator.title, indicator.description, indicator.formula, indicator.source]) {
      expect(text.length).toBeGreaterThan(3);
    }
    for (const { default: value, min, max, integer } of indicator.parameters) {
      expect(value >= min && value <= max && (!integer || Number.isInteger(value))).toBe(true);
    }
  });
});

describe('the registry', () => {
  test('names are unique, and so are outputs and parameters within an indicator', () => {
    expect(new Set(indicators.map(({ name }) => name)).size).toBe(indicators.length);
    for (const { outputs, parameters } of indicators) {
      expect(new Set(outputs).size).toBe(outputs.length);
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    }
  });

  test('inputs of different lengths are refused by name', () => {
    const [x, y] = [new Float64Array(3), new Float64Array(4)];
    const two = indicators.find(({ inputs }) => inputs.length === 2) as Indicator;
    const outputs = two.outputs.map(() => new Float64Array(3));
    expect(() => two.compute([x, y], defaultsOf(two), outputs)).toThrow(
      `${two.name}: arrays must have the same length, were 3 and 4`,
    );
  });
});

/** Every window parameter reduced by about a third, so that laws are tried on other values too. */
function shorter(indicator: Indicator): number[] {
  return indicator.parameters.map(({ default: value, min, max, integer }) => {
    const reduced = integer ? Math.floor(value * 0.7) : value * 0.9;
    return Math.min(max, Math.max(min, reduced));
  });
}

function streamOutputs(
  indicator: Indicator,
  inputs: readonly Float64Array[],
  parameters: readonly number[],
  interruption: number,
): Record<string, Float64Array> {
  const n = inputs[0].length;
  const outputs = indicator.outputs.map(() => new Float64Array(n));
  const bar = new Float64Array(inputs.length);
  const values = new Float64Array(outputs.length);
  let stream = indicator.stream(parameters);
  for (let i = 0; i < n; i++) {
    if (i === interruption) stream = indicator.stream(parameters, stream.state.slice());
    for (let k = 0; k < inputs.length; k++) bar[k] = inputs[k][i];
    stream.next(bar, values);
    for (let k = 0; k < outputs.length; k++) outputs[k][i] = values[k];
  }
  return Object.fromEntries(indicator.outputs.map((name, k) => [name, outputs[k]]));
}

/** All that the loop does not say it reads is made unknown at the cut. */
function resumedOutputs(
  indicator: Indicator,
  inputs: readonly Float64Array[],
  parameters: readonly number[],
  cut: number,
): Record<string, Float64Array> {
  const { history, outputHistory, scratch: count, memory: size, run } = indicator.loop(parameters);
  const n = inputs[0].length;
  const outputs = indicator.outputs.map(() => new Float64Array(n));
  const scratch = Array.from({ length: count }, () => new Float64Array(n));
  const memory = new Float64Array(size);
  run({ from: 0, to: cut, inputs, outputs, scratch, memory });
  const forget = (series: Float64Array, depth: number) =>
    series.fill(Number.NaN, 0, Math.max(0, cut - depth));
  for (const output of outputs) forget(output, outputHistory);
  for (const series of scratch) forget(series, history);
  const ends = inputs.map((input) => forget(input.slice(), history));
  run({ from: cut, to: n, inputs: ends, outputs, scratch, memory });
  return Object.fromEntries(indicator.outputs.map((name, k) => [name, outputs[k]]));
}

function expectSame(actual: Float64Array, expected: Float64Array): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] === expected[i] || (Number.isNaN(actual[i]) && Number.isNaN(expected[i]))) continue;
    expect.fail(`bar ${i}: ${actual[i]} is not ${expected[i]}`);
  }
}

function leadingNaN(values: Float64Array): number {
  let n = 0;
  while (n < values.length && Number.isNaN(values[n])) n++;
  return n;
}

function withNaN(values: Float64Array, at: number): Float64Array {
  const copy = values.slice();
  copy[at] = Number.NaN;
  return copy;
}

/** Stretches of flat prices, a jump a thousandfold, single spikes, and gaps of unknown bars. */
function spikedBars(): Columns {
  const columns = randomBars(BARS, 11);
  for (const name of ['open', 'high', 'low', 'close', 'other'] as const) {
    const column = columns[name];
    for (let i = 100; i < 160; i++) column[i] = 55.5;
    for (let i = 300; i < 420; i++) column[i] *= 1000;
    column[200] *= 1e5;
    column[210] *= 1e-5;
    column[500] = Number.NaN;
  }
  columns.volume.fill(0, 230, 260);
  return columns;
}
