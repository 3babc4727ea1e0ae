import { build, type Plugin } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROJECT = resolve(import.meta.dirname, '../..');
const CACHE = join(PROJECT, 'node_modules/.cache/technic');
/** Bundles of former code are kept this long, for a daemon that was started on one and has not read all of it. */
const KEPT_MS = 7 * 86_400_000;

/**
 * Keeps the command line as JavaScript for the next start, which then need not transpile four hundred files
 * one by one (measured for the help of a command: 1.5 s of processor time, against 0.4 s). `technic.mjs`
 * takes it as long as no source has changed: its record lists path, modification time and size of each.
 * Where nothing can be kept (a read-only installation) the next start is as slow as this one.
 */
export async function bundleCommandLine(): Promise<void> {
  const folder = join(CACHE, `command-line-${Date.now()}-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    const { metafile } = await buildProgram('pipelines/cli/main.ts', folder);
    const files = Object.keys(metafile.inputs).map((path) => {
      const { mtimeMs, size } = statSync(join(PROJECT, path));
      return [path, mtimeMs, size] as const;
    });
    const record = join(folder, 'record.json');
    writeFileSync(record, JSON.stringify({ main: join(folder, 'main.mjs'), files }));
    renameSync(record, join(CACHE, 'command-line.json'));
    forgetFormer(folder);
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes a program of the project, and what it imports from the project, as JavaScript into a folder below
 * node_modules: the form in which the command line starts.
 * @param entry from the project's root; its file is named like it, with the ending `.mjs`.
 * @throws when a source cannot be read or built.
 */
export function buildProgram(entry: string, folder: string) {
  return build({
    entryPoints: [join(PROJECT, entry)],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: PROJECT,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'silent',
    plugins: [placedModules],
  });
}

/** A module goes on finding the files beside its source, wherever its code is kept. */
const placedModules: Plugin = {
  name: 'placed-modules',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

function forgetFormer(present: string): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (!/^command-line-\d/.test(name) || path === present) continue;
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
