import { createHash, type Hash } from 'node:crypto';

/** Elementary functions may differ in the last bit from one engine to the next: part of computed keys. */
export const ENGINE = `v8 ${process.versions.v8} ${process.arch}`;

/**
 * Content key of a question: the hash of everything that the answer depends on. Questions that differ in any
 * number (the sign of zero included), text, order of a list or byte of a column have different keys; the order
 * in which fields were written, and fields that are undefined, make no difference.
 * @param question of null, booleans, numbers, strings, typed arrays, lists and plain records of such.
 * @throws for what has no content, such as a function.
 */
export function contentKey(question: unknown): string {
  const hash = createHash('sha256');
  add(hash, question);
  return hash.digest('hex').slice(0, 40);
}

/** Each part begins with its sort and says how long it is, so that no two run into the same text. */
function add(hash: Hash, part: unknown): void {
  if (part === undefined || part === null || typeof part === 'boolean') hash.update(`${String(part)};`);
  else if (typeof part === 'number') hash.update(`n${Object.is(part, -0) ? '-0' : String(part)};`);
  else if (typeof part === 'string') hash.update(`s${JSON.stringify(part)};`);
  else if (ArrayBuffer.isView(part)) {
    const { buffer, byteOffset, byteLength, constructor } = part;
    hash.update(`${constructor.name} ${byteLength}:`).update(new Uint8Array(buffer, byteOffset, byteLength));
  } else if (Array.isArray(part)) {
    hash.update(`[${part.length}:`);
    for (const one of part) add(hash, one);
  } else if (typeof part === 'object' && isPlain(part)) {
    const fields = Object.entries(part)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    hash.update(`{${fields.length}:`);
    for (const [name, value] of fields) {
      add(hash, name);
      add(hash, value);
    }
  } else throw new Error(`contentKey: a part of type ${typeof part} has no content to be told by`);
}

function isPlain(part: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(part);
  return prototype === Object.prototype || prototype === null;
}
