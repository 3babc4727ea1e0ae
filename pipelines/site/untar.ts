const BLOCK = 512;

/**
 * The files of a tar archive as `tar` writes it (POSIX.1-1988, plain files only), by name. Contents are views
 * of the archive.
 * @throws when the archive is cut short, or is none.
 */
export function untar(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; ; ) {
    if (at + BLOCK > archive.length) throw new Error(`untar: the archive is cut short at byte ${at}`);
    const header = archive.subarray(at, at + BLOCK);
    if (header[0] === 0) return files;
    if (text(header, 257, 262) !== 'ustar') throw new Error(`untar: no header of a file at byte ${at}`);
    const name = text(header, 0, 100);
    const size = Number.parseInt(text(header, 124, 136), 8);
    const end = at + BLOCK + size;
    if (!(end <= archive.length)) throw new Error(`untar: ${name} is cut short`);
    files.set(name, archive.subarray(at + BLOCK, end));
    at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function text(header: Uint8Array, from: number, to: number): string {
  return new TextDecoder().decode(header.subarray(from, to)).split('\0')[0];
}
