/**
 * Four 32-bit words of generator state from a text, never all zero.
 *
 * Each word is an MurmurHash3 x86 32-bit hash of the text's UTF-16 code units under its own key
 * (Appleby 2011, public domain), so that texts which differ in one character give unrelated states.
 */
export function seedState(text: string): Uint32Array {
  const state = new Uint32Array(4);
  for (let word = 0; word < 4; word++) state[word] = murmur3(text, Math.imul(word + 1, 0x9e3779b9));
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 0x9e3779b9;
  return state;
}

function murmur3(text: string, key: number): number {
  let hash = key;
  for (let i = 0; i < text.length; i++) {
    let block = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    block = (block << 15) | (block >>> 17);
    hash ^= Math.imul(block, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
