import { dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Strategy } from '../../models/strategies/index.js';

const INDICATORS = resolve(import.meta.dirname, '../../models/indicators/index.ts');

/**
 * A strategy's file and everything it imports as one JavaScript module, from wherever it lies: what any
 * thread can run, and whose text changes when any part of the strategy does. What the file takes from
 * "…/indicators/index.js" is the program's own, so that a file saved from the Lab, or written elsewhere,
 * needs no folder of the program around it; everything else is resolved from the file.
 * @throws Error naming file, line and column of what cannot be read or resolved.
 */
export async function strategyCode(path: string): Promise<string> {
  // Threads import this module too, and have no use for the compiler.
  const { build } = await import('esbuild');
  const entry = resolve(path);
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'silent',
    plugins: [OWN_INDICATORS],
  });
  return Buffer.from(outputFiles[0].contents).toString('utf8');
}

/**
 * Runs a module that `strategyCode` made.
 * @returns the first strategy that it exports; undefined for none.
 */
export async function importStrategyCode(code: string): Promise<Strategy | undefined> {
  const encoded = Buffer.from(code).toString('base64');
  const exported: Record<string, unknown> = await import(`data:text/javascript;base64,${encoded}`);
  return Object.values(exported).find(isStrategy);
}

function isStrategy(value: unknown): value is Strategy {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, name, parameters } = value as Record<string, unknown>;
  return (kind === 'rules' || kind === 'code') && typeof name === 'string' && Array.isArray(parameters);
}

const OWN_INDICATORS: Plugin = {
  name: 'own-indicators',
  setup({ onResolve }) {
    onResolve({ filter: /(^|\/)indicators\/index\.[jt]s$/ }, () => ({ path: INDICATORS }));
  },
};
