import { createHash } from 'node:crypto';

/** Hash of a list of parts, told apart by their lengths, so that no two lists run into the same text. */
export function hashParts(parts: readonly (string | number | boolean | Uint8Array)[]): string {
  const sha = createHash('sha256');
  for (const part of parts) {
    const content = part instanceof Uint8Array ? part : String(part);
    sha.update(`${content.length}:`).update(content);
  }
  return sha.digest('hex').slice(0, 40);
}
