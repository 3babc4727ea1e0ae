import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type IngestOptionsInput,
  type IngestSummary,
  ingest,
  ingestOptionsSchema,
} from '../../../pipelines/ingest/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';

/** The day on which the tests' ingests happen. */
const NOW = Date.UTC(2026, 0, 15);

/** A folder of its own for a test. */
export interface Folder {
  readonly path: string;
  file(name: string, content: string | Uint8Array): string;
  remove(): void;
}

export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'technic-ingest-'));
  return {
    path,
    file(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Ingests into a database in memory and hands both to `look`. */
export async function ingested<T>(
  options: IngestOptionsInput,
  look: (summary: IngestSummary, database: Database) => Promise<T> | T,
): Promise<T> {
  const database = await openForWriting(':memory:');
  try {
    const context = { onProgress: () => undefined, now: NOW };
    return await look(await ingest(database, ingestOptionsSchema.parse(options), context), database);
  } finally {
    database.close();
  }
}
