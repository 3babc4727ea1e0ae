import type { Cache } from '../cache.js';
import { alignedBytes, decodeValue, isOfAnotherVersion } from '../codec.js';
import type { CacheKind } from '../kinds.js';

/**
 * Reads every stored value and removes those whose checksum, kind or key does not hold. What another version of the
 * program stored in its own format is left alone.
 * @throws when the store does not answer.
 */
export async function verifyCache(
  cache: Cache,
): Promise<{ checked: number; damaged: { kind: CacheKind; key: string; subject: string }[] }> {
  const damaged: { kind: CacheKind; key: string; subject: string }[] = [];
  const infos = [];
  for await (const info of cache.backend?.list() ?? []) infos.push(info);
  for (const { kind, key, subject } of infos) {
    await cache.backend?.read(kind, [key], (_, bytes) => {
      if (bytes === undefined || isOfAnotherVersion(bytes)) return;
      if (decodeValue(alignedBytes(bytes), kind, key) === undefined) damaged.push({ kind, key, subject });
    });
  }
  for (const { kind, key } of damaged) await cache.backend?.discard(kind, [key]);
  return { checked: infos.length, damaged };
}
