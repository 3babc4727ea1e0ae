import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init } from 'talib-web';

/** The WebAssembly module itself: the wrapper around it passes one address for two counts and frees too early. */
interface Talib {
  readonly HEAPF64: Float64Array;
}

/** Calls TA-Lib's function of that code; outputs stand at their bars, NaN before the first. */
export type CallTalib = (
  code: string,
  inputs: readonly Float64Array[],
  options: readonly number[],
  shape: { readonly outputs: number; readonly integers?: boolean },
) => Float64Array[];

/**
 * Where the module keeps its candle settings: eleven records of {word, measure, period, factor}, 24 bytes each.
 * Found by writing 10 into every zero word until TA_CDLDOJI began at bar 10. The module leaves them zero and
 * does not export TA_Initialize, which would fill them.
 */
const CANDLE_SETTINGS = 4120;

/** TA-Lib's defaults (ta_global.c, TA_CandleDefaultSettings): measure (0 body, 1 range, 2 shadows), period, factor. */
const CANDLE_DEFAULTS: readonly (readonly [measure: number, period: number, factor: number])[] = [
  [0, 10, 1],
  [0, 10, 3],
  [0, 10, 1],
  [1, 10, 0.1],
  [0, 0, 1],
  [0, 0, 2],
  [2, 10, 1],
  [1, 10, 0.1],
  [1, 5, 0.2],
  [1, 5, 0.6],
  [1, 5, 0.05],
];

/** Loads talib-web, TA-Lib compiled to WebAssembly, with TA-Lib's default candle settings. */
export async function openTalib(): Promise<CallTalib> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('talib-web/lib/talib.wasm'));
  const talib = (await init(`data:application/wasm;base64,${wasm.toString('base64')}`)) as unknown as Talib;
  const settings = new DataView(talib.HEAPF64.buffer, CANDLE_SETTINGS);
  CANDLE_DEFAULTS.forEach(([measure, period, factor], word) => {
    settings.setInt32(24 * word, word, true);
    settings.setInt32(24 * word + 4, measure, true);
    settings.setInt32(24 * word + 8, period, true);
    settings.setFloat64(24 * word + 16, factor, true);
  });
  return (code, inputs, options, { outputs, integers = false }) => {
    const n = inputs[0].length;
    const addresses = Array.from({ length: inputs.length + outputs }, () => invoke(talib, 'malloc', 8 * n));
    const counts = invoke(talib, 'malloc', 16);
    inputs.forEach((input, k) => talib.HEAPF64.set(input, addresses[k] / 8));
    const status = invoke(
      talib,
      `TA_${code}`,
      0,
      n - 1,
      ...addresses.slice(0, inputs.length),
      ...options,
      counts,
      counts + 8,
      ...addresses.slice(inputs.length),
    );
    if (status !== 0) throw new Error(`TA_${code} returned ${status}`);
    const words = new Int32Array(talib.HEAPF64.buffer);
    const [begin, length] = [words[counts / 4], words[counts / 4 + 2]];
    const results = addresses.slice(inputs.length).map((address) => {
      const values = new Float64Array(n).fill(Number.NaN);
      const source = integers
        ? words.subarray(address / 4, address / 4 + length)
        : talib.HEAPF64.subarray(address / 8, address / 8 + length);
      values.set(source, begin);
      return values;
    });
    for (const address of [...addresses, counts]) invoke(talib, 'free', address);
    return results;
  };
}

/** Calls an exported function of the module. */
function invoke(talib: Talib, name: string, ...values: number[]): number {
  return (talib as unknown as Record<string, (...values: number[]) => number>)[`_${name}`](...values);
}
