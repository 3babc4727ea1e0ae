import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Answers of a vendor, kept as they come, so that a run that was killed does not ask again. */
export interface StoredResponses {
  /** The stored answer to a request; undefined when there is none, or it is damaged. */
  find(request: string): Promise<unknown>;
  store(request: string, answer: unknown): Promise<void>;
}

/** One gzip file per answer, named by a hash of the request, which never holds the key. */
export async function openStoredResponses(folder: string): Promise<StoredResponses> {
  await mkdir(folder, { recursive: true });
  const path = (request: string) =>
    join(folder, `${createHash('sha256').update(request).digest('hex').slice(0, 32)}.json.gz`);
  return {
    async find(request) {
      try {
        return JSON.parse(gunzipSync(await readFile(path(request))).toString('utf8')) as unknown;
      } catch (error) {
        const isDamaged = error instanceof SyntaxError || codeOf(error).startsWith('Z_');
        if (isDamaged || codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    async store(request, answer) {
      // A half-written file must never pass for an answer.
      const staging = `${path(request)}.${process.pid}`;
      await writeFile(staging, gzipSync(JSON.stringify(answer)));
      await rename(staging, path(request));
    },
  };
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
