const BLOCK = 512;

export interface TarEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * One tar archive of plain files: how a single loader hands Framework several snapshots.
 * POSIX.1-1988 (ustar) headers; names up to 100 bytes; owner, mode and time are fixed, so equal files
 * give equal archives.
 * @throws when a name is too long for the format.
 */
export function tar(entries: readonly TarEntry[]): Uint8Array {
  const size = entries.reduce((sum, entry) => sum + BLOCK + padded(entry.bytes.length), 2 * BLOCK);
  const archive = new Uint8Array(size);
  let offset = 0;
  for (const entry of entries) {
    archive.set(header(entry), offset);
    archive.set(entry.bytes, offset + BLOCK);
    offset += BLOCK + padded(entry.bytes.length);
  }
  return archive;
}

function padded(length: number): number {
  return Math.ceil(length / BLOCK) * BLOCK;
}

function header(entry: TarEntry): Uint8Array {
  const name = new TextEncoder().encode(entry.name);
  if (name.length > 100) throw new Error(`tar: a name has at most 100 bytes, was "${entry.name}"`);
  const block = new Uint8Array(BLOCK);
  const write = (text: string, at: number) => block.set(new TextEncoder().encode(text), at);
  block.set(name, 0);
  write('0000644\0', 100);
  write('0000000\0', 108);
  write('0000000\0', 116);
  write(`${entry.bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  write('00000000000\0', 136);
  write('        ', 148);
  write('0', 156);
  write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
