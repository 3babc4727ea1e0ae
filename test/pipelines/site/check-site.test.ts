import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSite, SITE_PAGES } from '../../../pipelines/site/index.js';

const PAGES = SITE_PAGES.map((page) => `${page.path.slice(1)}.html`);

describe('checkSite', () => {
  let site: string;
  const write = (name: string, content: string) => {
    mkdirSync(dirname(join(site, name)), { recursive: true });
    writeFileSync(join(site, name), content);
  };
  beforeEach(() => {
    site = mkdtempSync(join(tmpdir(), 'technic-check-'));
    for (const page of PAGES) write(page, '<title>page</title><a href="./index.html">home</a>');
  });
  afterEach(() => rmSync(site, { recursive: true, force: true }));

  test('a whole site has no fault', () => {
    write('_import/a.js', 'import {b} from "./b.js"; export const x = import("./b.js");');
    write('_import/b.js', 'export const b = 1; export const text = `\\nimport {x} from "./quoted.js";`;');
    expect(checkSite(site)).toEqual([]);
  });

  test('a missing page and a stray page are named', () => {
    rmSync(join(site, 'scan.html'));
    write('notes.html', '');
    expect(checkSite(site)).toEqual([
      'scan.html: page is missing',
      'notes.html: stray page, not in the navigation',
    ]);
  });

  test.each([
    ['import {readFileSync} from "node:fs";', '_import/a.js: bare or outside import: node:fs'],
    ['import*as d3 from"d3";', '_import/a.js: bare or outside import: d3'],
    ['const p = import("htl");', '_import/a.js: bare or outside import: htl'],
    ['export {x} from "https://esm.sh/x";', '_import/a.js: bare or outside import: https://esm.sh/x'],
    ['import "./gone.js";', '_import/a.js: missing module: ./gone.js'],
    ['new Worker(import.meta.resolve("./w.js"))', '_import/a.js: missing module: ./w.js'],
    ['fetch("https://cdn.jsdelivr.net/npm/x")', '_import/a.js: mentions the outside host cdn.jsdelivr.net'],
  ])('code %s is a fault', (code, fault) => {
    write('_import/a.js', code);
    expect(checkSite(site)).toContain(fault);
  });

  test.each([
    ['<div class="observablehq observablehq--error">x</div>', 'run.html: a cell was rendered as an error'],
    [
      '<link rel="stylesheet" href="https://fonts.example/a.css">',
      'run.html: points outside the site: https://fonts.example/a.css',
    ],
    ['<script src="./gone.js"></script>', 'run.html: missing file: ./gone.js'],
    ['<a href="./gone.html">x</a>', 'run.html: missing file: ./gone.html'],
    ['<script type="module">import "vega"</script>', 'run.html: bare or outside import: vega'],
  ])('a page with %s is a fault', (markup, fault) => {
    write('run.html', markup);
    expect(checkSite(site)).toContain(fault);
  });

  test('a library that Framework fetched by its implicit name is a fault', () => {
    write('_npm/d3@7.9.0/_esm.js', '');
    expect(checkSite(site)[0]).toMatch('_npm/d3@7.9.0/_esm.js: a page uses a library by its implicit name');
  });
});
