import { gunzipSync, gzipSync } from 'node:zlib';

/** An answer as it is kept: gzip of its JSON. */
export function packAnswer(answer: unknown): Uint8Array {
  return gzipSync(JSON.stringify(answer));
}

/** Reads `packAnswer` back; undefined when the bytes are damaged or cut off. */
export function unpackAnswer(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(gunzipSync(bytes).toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code?.startsWith('Z_'))
      return undefined;
    throw error;
  }
}
