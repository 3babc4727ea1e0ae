import { type Database, open, type RootDatabase } from 'lmdb';

/** The tables of an embedded store, in one lmdb file. Keys are `kind:key`, in the memories `kind:subject`. */
export interface Tables {
  readonly root: RootDatabase<Uint8Array, string>;
  readonly values: Database<Uint8Array, string>;
  readonly infos: Database<Uint8Array, string>;
  readonly memories: Database<string, string>;
  readonly locks: Database<string, string>;
}

/** The file is mapped as far as this from the start: every time that it outgrows its map it must be mapped anew. */
const FIRST_MAP_BYTES = 1024 ** 3;

/**
 * Opens a store's file, or makes it.
 * @param maxBytes what its values will not exceed by much.
 * @throws what lmdb throws.
 */
export function openTables(path: string, maxBytes: number): Tables {
  const root = open<Uint8Array, string>({
    path,
    noSubdir: true,
    encoding: 'binary',
    maxDbs: 8,
    mapSize: Math.min(FIRST_MAP_BYTES, 2 * maxBytes),
    noSync: true,
    overlappingSync: false,
  });
  return {
    root,
    values: root.openDB<Uint8Array, string>({ name: 'values', encoding: 'binary' }),
    infos: root.openDB<Uint8Array, string>({ name: 'infos', encoding: 'binary' }),
    memories: root.openDB<string, string>({ name: 'memories', encoding: 'string' }),
    locks: root.openDB<string, string>({ name: 'locks', encoding: 'string' }),
  };
}
