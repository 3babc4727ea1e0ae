import { dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const DEFINE = resolve(import.meta.dirname, 'define-config.ts');

/**
 * Runs a config file, TypeScript or JavaScript, with what it imports. Its `defineConfig` is the program's own.
 * @returns what it exports.
 * @throws Error naming file, line and column of what cannot be read, or whatever the file throws.
 */
export async function importConfig(file: string): Promise<object> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [file],
    absWorkingDir: dirname(file),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    plugins: [OWN_DEFINE],
  });
  const encoded = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${encoded}`)) as object;
}

const OWN_DEFINE: Plugin = {
  name: 'own-define',
  setup({ onResolve }) {
    onResolve({ filter: /(^|\/)pipelines\/config\/index\.[jt]s$/ }, () => ({ path: DEFINE }));
  },
};
