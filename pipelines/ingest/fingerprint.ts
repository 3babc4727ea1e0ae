import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../program/index.js';

/** Code that decides what an ingest stores; a change of it is a change of the result. */
const CODE_FOLDERS = ['pipelines/ingest', 'models/calendar', 'models/synthetic', 'models/random'];

/**
 * SHA-256 over the options, the source's own fingerprint and the code of the ingest: equal means that an
 * ingest would store the same again.
 */
export async function fingerprintOf(options: unknown, parts: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(options));
  for (const part of parts) hash.update(`\n${part}`);
  for (const folder of CODE_FOLDERS) await hashCode(hash, join(PROJECT, folder));
  return hash.digest('hex').slice(0, 32);
}

async function hashCode(hash: ReturnType<typeof createHash>, folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await hashCode(hash, path);
    else if (entry.name.endsWith('.ts')) hash.update(entry.name).update(await readFile(path));
  }
}
