import { type Database, open, type RootDatabase } from 'lmdb';

/** The tables of an embedded store, in one lmdb file. Keys are `kind:key`, in the memories `kind:subject`. */
export interface Tables {
  readonly root: RootDatabase<Uint8Array, string>;
  readonly values: Database<Uint8Array, string>;
  readonly infos: Database<Uint8Array, string>;
  readonly memories: Database<string, string>;
  readonly locks: Database<string, string>;
}

/** Opens a store's file, or makes it. @throws what lmdb throws. */
export function openTables(path: string): Tables {
  const root = open<Uint8Array, string>({
    path,
    noSubdir: true,
    encoding: 'binary',
    maxDbs: 8,
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
