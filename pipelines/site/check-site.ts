import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { SITE_PAGES } from './site-pages.js';

const SPECIFIERS = [
  /\b(?:import|export)\b[^"'`;()]{0,2000}?\bfrom\s*["']([^"'\n]+)["']/g,
  /(?:^|[;{}\n])\s*import\s*["']([^"'\n]+)["']/g,
  /\bimport\(\s*["']([^"'\n]+)["']/g,
  /\bimport\.meta\.resolve\(\s*["']([^"'\n]+)["']/g,
];
/** What a specifier may look like; anything else was cut out of a string that speaks of imports. */
const SPECIFIER = /^[\w@./~-][\w@./:~?#=&%+-]*$/;
/** Text that may quote an import, such as the template of a strategy. */
const TEMPLATE_LITERAL = /`(?:\\[\s\S]|[^`\\])*`/g;
const LINKED = /<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]*)"/g;
const ANCHOR = /<a\b[^>]*?\bhref="([^"]*)"/g;
const REGISTERED_FILE = /registerFile\([^)]*?"path":"([^"]+)"/g;
const OUTSIDE_HOSTS =
  /\b(?:cdn\.jsdelivr\.net|unpkg\.com|esm\.sh|fonts\.googleapis\.com|api\.observablehq\.com)\b/;
const RENDERED_ERROR = /observablehq--error/;
/** Framework's client offers libraries under implicit names; none is shipped, for no page may use one. */
const FRAMEWORK_CLIENT = /^_observablehq\/(?:client|stdlib)\.[0-9a-f]+\.js$/;

/**
 * Looks for what Framework forgives: it exits 0 with broken imports, rendered errors and Node modules.
 * @returns the faults, each naming the file; empty when the site can be published.
 */
export function checkSite(siteFolder: string): string[] {
  const files = readdirSync(siteFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(siteFolder, join(entry.parentPath, entry.name)));
  const faults = pageListFaults(files);
  for (const file of files) {
    if (file.endsWith('.html')) faults.push(...pageFaults(siteFolder, file));
    else if (file.endsWith('.js')) faults.push(...moduleFaults(siteFolder, file));
  }
  return faults;
}

function pageListFaults(files: readonly string[]): string[] {
  const expected = SITE_PAGES.map((page) => `${page.path.slice(1)}.html`);
  const pages = files.filter((file) => file.endsWith('.html'));
  return [
    ...expected.filter((page) => !pages.includes(page)).map((page) => `${page}: page is missing`),
    ...pages
      .filter((page) => !expected.includes(page))
      .map((page) => `${page}: stray page, not in the navigation`),
    ...files
      .filter((file) => file.startsWith('_npm/'))
      .map((file) => `${file}: a page uses a library by its implicit name, import it from node_modules`),
  ];
}

function pageFaults(siteFolder: string, file: string): string[] {
  const page = readFileSync(join(siteFolder, file), 'utf8');
  const faults: string[] = [];
  if (RENDERED_ERROR.test(page)) faults.push(`${file}: a cell was rendered as an error`);
  for (const [, target] of [
    ...page.matchAll(LINKED),
    ...page.matchAll(ANCHOR),
    ...page.matchAll(REGISTERED_FILE),
  ]) {
    faults.push(...linkFaults(siteFolder, file, target));
  }
  for (const [, script] of page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)) {
    faults.push(...codeFaults(siteFolder, file, script));
  }
  return faults;
}

function linkFaults(siteFolder: string, file: string, target: string): string[] {
  if (target === '' || target.startsWith('#') || target.startsWith('data:')) return [];
  if (/^[a-z]+:|^\/\//i.test(target)) return [`${file}: points outside the site: ${target}`];
  const path = decodeURI(target.split(/[?#]/)[0]);
  const absolute = resolve(siteFolder, dirname(file), path === './' || path === '.' ? 'index.html' : path);
  return existsSync(absolute) ? [] : [`${file}: missing file: ${target}`];
}

function moduleFaults(siteFolder: string, file: string): string[] {
  const code = readFileSync(join(siteFolder, file), 'utf8');
  return codeFaults(siteFolder, file, code);
}

function codeFaults(siteFolder: string, file: string, code: string): string[] {
  const faults: string[] = [];
  if (FRAMEWORK_CLIENT.test(file)) return faults;
  const statements = file.startsWith('_import/') ? code.replace(TEMPLATE_LITERAL, '``') : code;
  for (const pattern of SPECIFIERS) {
    for (const [, specifier] of statements.matchAll(pattern)) {
      if (!SPECIFIER.test(specifier)) continue;
      if (!/^\.{0,2}\//.test(specifier)) faults.push(`${file}: bare or outside import: ${specifier}`);
      else if (!existsSync(resolve(siteFolder, dirname(file), specifier.split(/[?#]/)[0]))) {
        faults.push(`${file}: missing module: ${specifier}`);
      }
    }
  }
  const outside = OUTSIDE_HOSTS.exec(code);
  if (outside) faults.push(`${file}: mentions the outside host ${outside[0]}`);
  return faults;
}
