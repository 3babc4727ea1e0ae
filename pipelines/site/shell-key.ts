import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../program/index.js';

/** What the pages are made of; `notebooks` has links to `models` and `loaders`. Missing ones count as missing. */
const SOURCES = [
  'notebooks',
  'pipelines/site',
  'observablehq.config.ts',
  'package.json',
  'tsconfig.json',
  // npm writes it whenever it changes what is installed.
  'node_modules/.package-lock.json',
];
const NOT_SOURCES = new Set(['.observablehq', '.DS_Store']);

/**
 * A hash of everything that the shell of the pages depends on: the names and contents of their code, of the
 * code that builds them, what is installed, and the version of Node. Data are not among it.
 * @returns 16 hexadecimal digits.
 */
export function shellKey(): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of SOURCES) add(hash, join(PROJECT, name), name);
  return hash.digest('hex').slice(0, 16);
}

function add(hash: Hash, path: string, name: string): void {
  if (!existsSync(path)) hash.update(`${name}\0missing\0`);
  else if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).sort()) {
      if (!NOT_SOURCES.has(entry)) add(hash, join(path, entry), `${name}/${entry}`);
    }
  } else {
    const contents = readFileSync(path);
    hash.update(`${name}\0${contents.length}\0`).update(contents);
  }
}
