import { dirname, resolve } from 'node:path';

/** What a user's file may import from wherever it lies, as if the folders of the program were around it. */
export interface OwnModule {
  /** Of the path as the file writes it, with slashes. */
  readonly asked: RegExp;
  /** Absolute. */
  readonly path: string;
}

/**
 * A user's file, TypeScript or JavaScript, and everything it imports as the text of one module: what any
 * thread can run, and whose text changes when any part of it does. What it asks of the program is the
 * program's own; everything else is resolved from the file.
 * @throws Error naming file, line and column of what cannot be read or resolved.
 */
export async function userModule(file: string, own: OwnModule): Promise<string> {
  // Threads import this module too, and have no use for the compiler.
  const { build } = await import('esbuild');
  const entry = resolve(file);
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
    plugins: [
      {
        name: 'own-module',
        setup: ({ onResolve }) => onResolve({ filter: own.asked }, () => ({ path: own.path })),
      },
    ],
  });
  return Buffer.from(outputFiles[0].contents).toString('utf8');
}

/** Runs a module that `userModule` made. @returns what it exports. @throws whatever it throws. */
export async function importText(text: string): Promise<Readonly<Record<string, unknown>>> {
  return await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}
