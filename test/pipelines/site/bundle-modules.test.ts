import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleModules } from '../../../pipelines/site/bundle-modules.js';
import { checkSite } from '../../../pipelines/site/check-site.js';

let site: string;
beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'technic-bundle-'));
});
afterEach(() => rmSync(site, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
}

const page = (body: string) => `<link rel="modulepreload" href="./_observablehq/client.11111111.js">
<link rel="modulepreload" href="./_import/models/shared.22222222.js">
<script type="module">${body}</script>`;

function twoPages(): void {
  put('_observablehq/client.11111111.js', 'export const client = 1;');
  put('_import/models/shared.22222222.js', 'export const shared = (x) => `shared ${x}, ${Math.random()}`;');
  const uses = 'import { shared } from "../models/shared.22222222.js";\n';
  put('_import/components/a.33333333.js', `${uses}export const a = () => shared("a");`);
  put('_import/components/b.44444444.js', `${uses}export const b = () => shared("b");`);
  put('_import/workers/w.55555555.js', `${uses}self.postMessage(shared("w"));`);
  put('index.html', page('const {a} = await import("./_import/components/a.33333333.js"); a();'));
  put(
    'other.html',
    page(
      'const {b} = await import("./_import/components/b.44444444.js"); b(); new Worker(new URL("./_import/workers/w.55555555.js", location).href);',
    ),
  );
}

const modules = () =>
  readdirSync(join(site, '_import'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
const faultsBesidesMissingPages = () =>
  checkSite(site).filter((fault) => !/page is missing|stray page/.test(fault));

test('pages and workers get their modules under new names, what they share once, and nothing is left over', async () => {
  twoPages();
  expect(await bundleModules(site)).toEqual({ before: 4, after: 4 });
  expect(faultsBesidesMissingPages()).toEqual([]);
  const names = modules();
  expect(names.every((name) => /\.[A-Z0-9]{8}\.js$/.test(name))).toBe(true);
  expect(names.filter((name) => name.startsWith('parts/'))).toHaveLength(1);
  const index = readFileSync(join(site, 'index.html'), 'utf8');
  expect(index).not.toContain('shared.22222222');
  expect(index.match(/rel="modulepreload" href="\.\/_import/g)).toHaveLength(2);
  // A worker is loaded when it is started, not before.
  expect(readFileSync(join(site, 'other.html'), 'utf8')).not.toMatch(
    /modulepreload" href="\.\/_import\/workers/,
  );
});

test('a module that changes takes another name, one that does not keeps its own', async () => {
  twoPages();
  await bundleModules(site);
  const before = modules();
  rmSync(site, { recursive: true });
  twoPages();
  put('_import/components/b.44444444.js', 'export const b = () => "another";');
  await bundleModules(site);
  const after = modules();
  const named = (names: string[], start: string) => names.find((name) => name.startsWith(start));
  expect(named(after, 'components/b.')).not.toBe(named(before, 'components/b.'));
  expect(named(after, 'components/a.')).toBe(named(before, 'components/a.'));
});

test('a component that names a module by its path is refused, for its name will change', async () => {
  twoPages();
  put(
    '_import/components/a.33333333.js',
    'export const a = () => import.meta.resolve("../workers/w.55555555.js");',
  );
  await expect(bundleModules(site)).rejects.toThrow(/a\.33333333\.js loads .*by its path/);
});
