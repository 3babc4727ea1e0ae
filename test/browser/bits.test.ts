import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { indicators } from '../../models/indicators/index.js';
import { type Computed, computeBits } from './compute-bits.js';
import { openChromium } from './open-chromium.js';

const here = computeBits();
let there: Record<string, Computed>;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/compute-bits.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'technic',
    platform: 'browser',
    target: 'es2022',
  });
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0].text });
    there = await page.evaluate<Record<string, Computed>>('technic.computeBits()');
  } finally {
    await browser.close();
  }
}, 120_000);

test('both compute the same series', () => {
  expect(Object.keys(there).sort()).toEqual(Object.keys(here).sort());
});

test('Chromium gives the bits of Node wherever + − × ÷ and √ are all it takes', () => {
  const plain = Object.keys(here).filter((name) => here[name].isPlain && there[name].isPlain);
  expect(plain.filter((name) => here[name].bytes !== there[name].bytes)).toEqual([]);
  // Most of what there is: an empty list would prove nothing.
  expect(plain.length).toBeGreaterThan(indicators.length);
  expect(plain).toContain('backtest sma-cross equity');
  expect(plain).toContain('backtest sma-cross trades');
});

test('Chromium agrees with Node to 1e-12 in everything else, and knows the same bars', () => {
  const rest = Object.keys(here).filter((name) => !here[name].isPlain || !there[name].isPlain);
  expect(rest.length).toBeGreaterThan(10);
  const far = rest.flatMap((name) => {
    const [a, b] = [numbers(here[name].bytes), numbers(there[name].bytes)];
    const at = a.findIndex((value, i) => !isNear(value, b[i]));
    return at < 0 ? [] : [`${name}, value ${at}: ${a[at]} in Node, ${b[at]} in Chromium`];
  });
  expect(far).toEqual([]);
});

function isNear(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b));
}

function numbers(bytes: string): Float64Array {
  const read = Uint8Array.from({ length: bytes.length / 2 }, (_, i) =>
    Number.parseInt(bytes.slice(2 * i, 2 * i + 2), 16),
  );
  return new Float64Array(read.buffer);
}
