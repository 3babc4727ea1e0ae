import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Problem } from '../../errors/index.js';

/** SHA-256 of a file's bytes, in hexadecimal, read in a stream. @throws Problem when it does not exist. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new Problem('input', `${path} does not exist`, {
      suggestion: `Check the path; it is read from ${process.cwd()}.`,
      cause,
    });
  }
  return hash.digest('hex');
}
