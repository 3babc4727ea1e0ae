import { dirname, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const INDICATORS = resolve(import.meta.dirname, '../../models/indicators/index.ts');

/**
 * Imports a strategy's file from wherever it lies. What it takes from "…/indicators/index.js" is the
 * program's own, so that a file saved from the Lab, or written elsewhere, needs no folder of the program
 * around it; everything else is resolved from the file.
 * @throws Error naming file, line and column of what cannot be read or resolved.
 */
export async function importStrategyFile(path: string): Promise<Record<string, unknown>> {
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
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Record<string, unknown>;
}

const OWN_INDICATORS: Plugin = {
  name: 'own-indicators',
  setup({ onResolve }) {
    onResolve({ filter: /(^|\/)indicators\/index\.[jt]s$/ }, () => ({ path: INDICATORS }));
  },
};
