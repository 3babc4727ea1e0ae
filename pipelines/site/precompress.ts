import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TEXT = /\.(?:html|js|css|json|svg|wasm|duckdb|webmanifest)$/;
/** Below this many bytes a second file gains nothing. */
const SMALLEST = 1024;
const LEVEL = 6;

/**
 * Writes `NAME.gz` beside each file that shrinks, for servers that hand it out (nginx `gzip_static`, the
 * project's own); one that is there already is kept. Files of bars (`.bin`) are packed already and read by range: they stay alone.
 * @returns files written.
 */
export function precompress(siteFolder: string): number {
  const files = readdirSync(siteFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size >= SMALLEST && !existsSync(`${file}.gz`));
  for (const file of files) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: LEVEL }));
  return files.length;
}
