import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Packed answers on file, for good. */
export interface Downloads {
  read(request: string): Promise<Uint8Array | undefined>;
  write(request: string, packed: Uint8Array): Promise<void>;
}

/** One gzip file per answer, named by a hash of the request, which never holds the key. */
export async function openDownloads(folder: string): Promise<Downloads> {
  await mkdir(folder, { recursive: true });
  const path = (request: string) =>
    join(folder, `${createHash('sha256').update(request).digest('hex').slice(0, 32)}.json.gz`);
  return {
    async read(request) {
      try {
        return await readFile(path(request));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(request, packed) {
      // A half-written file must never pass for an answer.
      const staging = `${path(request)}.${process.pid}`;
      await writeFile(staging, packed);
      await rename(staging, path(request));
    },
  };
}
