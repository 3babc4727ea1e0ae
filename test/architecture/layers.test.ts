import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ImportEdge, importsOf, PROJECT, sourceFiles } from './imports.js';

const models = importsOf('models');
const pipelines = importsOf('pipelines');
const loaders = importsOf('loaders');
const notebooks = importsOf('notebooks');

const shown = (edges: readonly ImportEdge[]) => edges.map(({ from, specifier }) => `${from} -> ${specifier}`);

describe('the map of the folders', () => {
  test('the top level is what DESIGN.md names', () => {
    const allowed = [
      'LICENSE',
      'README.md',
      'data',
      'loaders',
      'models',
      'node_modules',
      'notebooks',
      'observablehq.config.ts',
      'package-lock.json',
      'package.json',
      'pipelines',
      'technic.config.ts',
      'test',
      'tsconfig.json',
    ];
    const stray = readdirSync(PROJECT).filter((name) => !name.startsWith('.') && !allowed.includes(name));
    expect(stray).toEqual([]);
  });

  test('the core imports nothing from outside models/', () => {
    expect(shown(models.filter(({ to }) => !to.startsWith('models/')))).toEqual([]);
  });

  test('the core reads no clock, rolls no dice and touches nothing of Node', () => {
    const forbidden =
      /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|require\(|setTimeout|fetch\()/;
    const offenders = sourceFiles('models').filter((file) => forbidden.test(withoutComments(file)));
    expect(offenders).toEqual([]);
  });

  test('nobody imports notebooks', () => {
    const all = [...models, ...pipelines, ...loaders];
    expect(shown(all.filter(({ to }) => to.startsWith('notebooks/')))).toEqual([]);
  });

  test('pages reach the core only through the link, and of a pipeline only the types of its snapshots', () => {
    const reached = notebooks.filter(({ to, isTypeOnly }) => to.startsWith('pipelines/') && !isTypeOnly);
    expect(shown([...reached, ...notebooks.filter(({ to }) => to.startsWith('models/'))])).toEqual([]);
  });

  test('features, ratings and expressions cannot reach labels, which look forward', () => {
    const reached = reachableFrom([
      'models/features/index.ts',
      'models/ratings/index.ts',
      'models/expressions/index.ts',
    ]);
    expect([...reached].filter((file) => file.startsWith('models/labels/'))).toEqual([]);
  });

  test('one folder is entered through its index', () => {
    const intrusions = [...models, ...pipelines, ...loaders].filter(({ from, to }) => {
      if (!/^(models|pipelines)\//.test(to)) return false;
      const folder = to.split('/').slice(0, 2).join('/');
      const isInside = from.startsWith(`${folder}/`);
      return !isInside && !to.endsWith('/index.ts');
    });
    expect(shown(intrusions)).toEqual([]);
  });

  test('each outside service has one door', () => {
    const doors: Readonly<Record<string, RegExp>> = {
      '@duckdb/node-api': /^pipelines\/(store|ingest|workspace)\//,
      ioredis: /^pipelines\/cache\//,
      lmdb: /^pipelines\/cache\//,
      'onnxruntime-node': /^pipelines\/score\//,
      commander: /^pipelines\/cli\//,
    };
    const intrusions = pipelines.filter(({ from, to }) => to in doors && !doors[to].test(from));
    expect(shown(intrusions)).toEqual([]);
  });

  test('there are no cycles between folders of the core', () => {
    expect(folderCycles(models)).toEqual([]);
  });
});

describe('house rules', () => {
  const files = ['models', 'pipelines', 'loaders', 'notebooks'].flatMap(sourceFiles);

  test('no file is called after nothing in particular', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|types|shared)\.ts$/;
    expect(files.filter((file) => vague.test(file))).toEqual([]);
  });

  test('file names are kebab-case', () => {
    const named = files.map((file) => file.split('/').pop() ?? '');
    expect(named.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.m?ts$/.test(name))).toEqual([]);
  });

  test('the core has named exports only', () => {
    expect(sourceFiles('models').filter((file) => /^export default/m.test(withoutComments(file)))).toEqual(
      [],
    );
  });

  test('no expression is ever evaluated as JavaScript', () => {
    const evaluation = /(?<![.\w])eval\(|new Function\(/;
    expect(files.filter((file) => evaluation.test(withoutComments(file)))).toEqual([]);
  });

  test('one module asks where its source lies, for code is kept elsewhere', () => {
    const asking = sourceFiles('pipelines').concat(sourceFiles('loaders'), sourceFiles('models'));
    const place = /import\.meta\.(dirname|filename|url)/;
    expect(asking.filter((file) => place.test(withoutComments(file)))).toEqual([
      'pipelines/program/keep-bundle.ts',
      'pipelines/program/project-root.ts',
    ]);
  });

  test('nothing is left to do in a comment', () => {
    expect(
      files.filter((file) => /\b(TODO|FIXME|XXX|HACK)\b/.test(readFileSync(join(PROJECT, file), 'utf8'))),
    ).toEqual([]);
  });
});

function withoutComments(file: string): string {
  return readFileSync(join(PROJECT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

function reachableFrom(entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const { from, to } of models) if (from === file) queue.push(to);
  }
  return reached;
}

function folderCycles(edges: readonly ImportEdge[]): string[] {
  const folderOf = (path: string) => path.split('/').slice(0, 2).join('/');
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    const [a, b] = [folderOf(from), folderOf(to)];
    if (a !== b) graph.set(a, (graph.get(a) ?? new Set()).add(b));
  }
  const cycles: string[] = [];
  const visit = (folder: string, path: readonly string[]): void => {
    if (path.includes(folder)) {
      cycles.push([...path.slice(path.indexOf(folder)), folder].join(' -> '));
      return;
    }
    for (const next of graph.get(folder) ?? []) visit(next, [...path, folder]);
  };
  for (const folder of graph.keys()) visit(folder, []);
  return [...new Set(cycles)];
}
