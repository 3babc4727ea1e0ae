import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../errors/index.js';

const CHUNK_BYTES = 256 * 1024;
const GZIP = [0x1f, 0x8b];
const FOREIGN: readonly (readonly [string, string, string])[] = [
  ['PAR1', 'a Parquet file', 'Use --source parquet.'],
  ['PK\u0003\u0004', 'a zip archive (or a spreadsheet)', 'Unpack it, or save it as CSV.'],
  ['\u00ff\u00fe', 'UTF-16 text', 'Save it as UTF-8, for example: iconv -f UTF-16 -t UTF-8.'],
  ['\u00fe\u00ff', 'UTF-16 text', 'Save it as UTF-8, for example: iconv -f UTF-16 -t UTF-8.'],
];

/**
 * The bytes of a file in chunks, unpacked when its content (not its name) is gzip.
 * @param onRead told the number of bytes taken from the file itself, for progress.
 * @throws Problem when the file is empty, of another kind, or a gzip that is cut short or damaged.
 */
export async function* byteChunks(
  path: string,
  onRead?: (bytes: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const head = await fileHead(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES, signal });
  if (onRead) file.on('data', (chunk) => onRead(chunk.length));
  if (head[0] !== GZIP[0] || head[1] !== GZIP[1]) {
    yield* file as AsyncIterable<Buffer>;
    return;
  }
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  file.on('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    throw gzipProblem(path, error);
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}

async function fileHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const head = buffer.subarray(0, bytesRead);
    if (bytesRead === 0) {
      throw new Problem('input', `${basename(path)} is empty (0 bytes)`, {
        suggestion: 'Download or export it again.',
      });
    }
    for (const [magic, what, suggestion] of FOREIGN) {
      if (head.toString('latin1').startsWith(magic)) {
        throw new Problem('input', `${basename(path)} is ${what}, not CSV`, { suggestion });
      }
    }
    return head;
  } finally {
    await handle.close();
  }
}

function gzipProblem(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!code.startsWith('Z_')) return error;
  const what = code === 'Z_BUF_ERROR' ? 'ends early: the gzip data are cut short' : 'is a damaged gzip file';
  return new Problem('input', `${basename(path)} ${what}; nothing of it was taken`, {
    suggestion: 'Download or copy it again, then check it with: gzip -t FILE.',
    cause: error,
  });
}
