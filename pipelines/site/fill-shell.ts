import { constants, copyFileSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataFile, fillFiles, filesOf } from './fill-files.js';
import { listFiles } from './list-files.js';
import { fillFrame, pageFrame } from './page-frame.js';
import type { RunFacts } from './run-facts.js';

export interface ShellFilling {
  readonly facts: RunFacts;
  /** What the loaders wrote, by the name that pages have for it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Makes the pages of a run from their shell: what Framework would have built with the run's data, byte for
 * byte (test/browser/shell.test.ts). Code is linked where the disk can, data and pages are written.
 * @param site a folder that exists and is empty.
 */
export function fillShell(shell: string, site: string, { facts, files }: ShellFilling): void {
  const pages: { path: string; text: string }[] = [];
  const code: string[] = [];
  for (const path of listFiles(shell)) {
    if (path.endsWith('.html')) pages.push({ path, text: readFileSync(join(shell, path), 'utf8') });
    else if (!path.endsWith('.html.gz')) code.push(path);
  }
  const placeholders = new Set(pages.flatMap(({ text }) => filesOf(text)));
  for (const path of code) {
    if (!placeholders.has(path.replace(/\.gz$/, ''))) link(join(shell, path), join(site, path));
  }
  const frame = pageFrame(facts);
  const time = Date.parse(facts.finishedAt);
  const made = new Map([...files].map(([name, bytes]) => [name, dataFile(name, bytes)]));
  const read = new Set<string>();
  for (const { path, text } of pages) {
    const page = fillFrame(fillFiles(text, made, time), frame);
    writeFileSync(join(site, path), page);
    for (const file of filesOf(page)) read.add(file);
  }
  for (const { path, bytes } of made.values()) {
    if (!read.has(path)) continue;
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), bytes);
  }
}

/** Nothing writes to a file of a site once it is there, so one file can stand in many. */
function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}
