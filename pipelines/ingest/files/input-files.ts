import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../errors/index.js';
import { isPattern, matchingFiles } from './matching-files.js';

/** What a source can read, by the file's ending. A file named outright is read whatever its name. */
export const CSV_ENDINGS = ['.csv', '.csv.gz', '.txt', '.txt.gz', '.tsv', '.tsv.gz'] as const;
export const PARQUET_ENDINGS = ['.parquet', '.pq'] as const;

/**
 * The files a path stands for: the file itself, every file of a folder (also below it) with one of the
 * endings, or what a pattern with *, ? and ** matches. In ASCII order, each once, so that
 * the result does not depend on the order in which the system or the user lists them.
 * @throws Problem when a path does not exist or nothing matches.
 */
export async function inputFiles(paths: readonly string[], endings: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    const files = await filesOf(path, endings);
    if (files.length === 0) {
      const missing = isPattern(path) ? 'no file matches' : `no file ending in ${endings.join(', ')}`;
      throw new Problem('input', `no data in ${path}: ${missing}`, {
        suggestion: 'Give a file, a folder that holds such files, or a pattern such as "prices/*.csv".',
      });
    }
    for (const file of files) found.add(file);
  }
  return [...found].sort();
}

async function filesOf(path: string, endings: readonly string[]): Promise<string[]> {
  const status = await stat(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (status?.isFile()) return [path];
  if (status?.isDirectory()) return filesBelow(path, endings);
  if (isPattern(path)) return matchingFiles(path);
  throw new Problem('input', `${path} does not exist`, {
    suggestion: `Check the path; it is read from ${process.cwd()}.`,
  });
}

async function filesBelow(folder: string, endings: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path, endings)));
    else if (endings.some((ending) => entry.name.toLowerCase().endsWith(ending))) files.push(path);
  }
  return files;
}
