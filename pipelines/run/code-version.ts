import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../program/index.js';

const CODE_FOLDERS = ['models', 'pipelines'];
/** Read once, at the start: a process that outlives an upgrade goes on answering for the code it runs. */
const SOURCES = hashSources();

/**
 * What code ran: the git commit where there is one, and a hash of the sources themselves, so that an
 * uncommitted change has another version. `a91be2c-4f1c09d2`, or `nogit-4f1c09d2` outside a checkout.
 */
export function codeVersion(): string {
  return `${gitCommit() ?? 'nogit'}-${sourceHash().slice(0, 8)}`;
}

/** SHA-256 of all sources, names and contents, as they were when this process loaded them. */
export function sourceHash(): string {
  return SOURCES;
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const folder of CODE_FOLDERS) hashFolder(hash, join(PROJECT, folder), folder);
  return hash.digest('hex');
}

function hashFolder(hash: ReturnType<typeof createHash>, folder: string, name: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) hashFolder(hash, path, `${name}/${entry.name}`);
    else if (/\.m?[jt]s$/.test(entry.name)) hash.update(`${name}/${entry.name}\0`).update(readFileSync(path));
  }
}

function gitCommit(): string | undefined {
  try {
    const git = join(PROJECT, '.git');
    const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
    const reference = /^ref: (.+)$/.exec(head)?.[1];
    if (!reference) return head.slice(0, 7);
    return looseReference(git, reference) ?? packedReference(git, reference);
  } catch {
    return undefined;
  }
}

function looseReference(git: string, reference: string): string | undefined {
  try {
    return readFileSync(join(git, reference), 'utf8').slice(0, 7);
  } catch {
    return undefined;
  }
}

function packedReference(git: string, reference: string): string | undefined {
  const line = readFileSync(join(git, 'packed-refs'), 'utf8')
    .split('\n')
    .find((entry) => entry.endsWith(` ${reference}`));
  return line?.slice(0, 7);
}
