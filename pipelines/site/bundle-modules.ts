import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { Problem } from '../errors/index.js';

const ENTRY = /"\.\/(_import\/[^"]+\.js)"/g;
const LOADED_BY_CODE = /import\.meta\.resolve\(\s*["']([^"']+)["']\s*\)/g;
const PRELOAD = /<link rel="modulepreload" href="\.\/(?:_import|_node)\/[^"]*">\n?/g;
const FIRST_PRELOAD = /<link rel="modulepreload" href="\.\/_observablehq\/client[^"]*">/;

/**
 * Joins the hundreds of small modules that Framework leaves into a few files a page: what several pages
 * share is loaded once, what a page asks for later stays apart. Every name carries a hash of its content,
 * so that a file that a browser has kept never meets one of another build.
 * @returns number of modules before and after.
 * @throws Problem when a module cannot be joined, or code inside a module names a worker by its path:
 * pages start workers and hand them on, for only a page's text is given the new names.
 */
export async function bundleModules(
  siteFolder: string,
): Promise<{ readonly before: number; readonly after: number }> {
  const pages = readdirSync(siteFolder).filter((name) => name.endsWith('.html'));
  const texts = new Map(pages.map((name) => [name, readFileSync(join(siteFolder, name), 'utf8')]));
  const entries = new Set(
    [...texts.values()].flatMap((text) =>
      [...text.replace(PRELOAD, '').matchAll(ENTRY)].map(([, path]) => path),
    ),
  );
  const { metafile, outputFiles } = await build({
    absWorkingDir: siteFolder,
    entryPoints: [...entries].map((path) => ({
      in: path,
      out: path.replace(/^_import\//, '').replace(/\.[0-9a-f]{8}\.js$/, ''),
    })),
    outdir: '_import',
    entryNames: '[dir]/[name].[hash]',
    chunkNames: 'parts/part.[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    logLevel: 'silent',
    metafile: true,
    write: false,
    plugins: [KEEP_CLIENT, DROP_UNUSED_CORE],
  });
  removeInputs(siteFolder, metafile, namedByCode(siteFolder, metafile));
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  for (const [name, text] of texts) writeFileSync(join(siteFolder, name), withNewNames(text, metafile));
  return { before: Object.keys(metafile.inputs).length, after: outputFiles.length };
}

/** Framework's own client stays as it is: the page itself loads it, and there must be one of it. */
const KEEP_CLIENT: Plugin = {
  name: 'keep-client',
  setup({ onResolve }) {
    onResolve({ filter: /\/_observablehq\// }, ({ path }) => ({ path, external: true }));
  },
};

const RESOLVED = Symbol('resolved');

/**
 * Modules of the core only define things: a page that takes one name from an index need not load the rest
 * (the Lab's first view weighs a fifth of what it did).
 */
const DROP_UNUSED_CORE: Plugin = {
  name: 'drop-unused-core',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.{1,2}\// }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === RESOLVED) return undefined;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: RESOLVED });
      return found.path.includes('/_import/models/') ? { ...found, sideEffects: false } : undefined;
    });
  },
};

/** Outputs by the page-relative name of the module they were made from. */
function outputOf({ outputs }: Metafile): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[entryPoint, path] as const],
    ),
  );
}

function withNewNames(page: string, metafile: Metafile): string {
  const made = outputOf(metafile);
  const needed = new Set<string>();
  const renamed = page.replace(PRELOAD, '').replace(ENTRY, (_, path: string) => {
    const output = made.get(path) ?? path;
    if (page.includes(`import("./${path}")`)) addWithImports(output, metafile, needed);
    return `"./${output}"`;
  });
  const preloads = [...needed].map((path) => `<link rel="modulepreload" href="./${path}">`).join('\n');
  return renamed.replace(FIRST_PRELOAD, (link) => `${link}\n${preloads}`);
}

function addWithImports(path: string, metafile: Metafile, into: Set<string>): void {
  if (into.has(path) || !(path in metafile.outputs)) return;
  into.add(path);
  for (const { path: next, kind } of metafile.outputs[path].imports) {
    if (kind === 'import-statement') addWithImports(next, metafile, into);
  }
}

/**
 * Files that code names by their path, from the site's root: they stay where they are.
 * @throws Problem for one that is renamed.
 */
function namedByCode(siteFolder: string, { inputs }: Metafile): ReadonlySet<string> {
  const named = new Set<string>();
  for (const path of Object.keys(inputs).filter((name) => name.startsWith('_import/'))) {
    const code = readFileSync(join(siteFolder, path), 'utf8');
    for (const [, target] of code.matchAll(LOADED_BY_CODE)) {
      const file = join(dirname(path), target);
      // Joined modules stand two folders deep, as components do: paths to other places stay true.
      if (file.startsWith('_import/') || path.split('/').length !== 3) throw renamedProblem(path, target);
      named.add(file);
    }
  }
  return named;
}

function renamedProblem(path: string, target: string): Problem {
  return new Problem(
    'internal',
    `${path} loads ${target} by its path, which changes when the site is built`,
    { suggestion: 'Resolve it in the page and hand it to the component.' },
  );
}

/** What was joined is not needed any more. */
function removeInputs(siteFolder: string, { inputs }: Metafile, kept: ReadonlySet<string>): void {
  for (const path of Object.keys(inputs))
    if (!kept.has(path)) rmSync(join(siteFolder, path), { force: true });
}
