import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import type { QuerySchemaTable } from '../../pipelines/site/query/index.js';

/** Addresses on this site of the engine and of the tables. */
export interface SqlFiles {
  readonly wasm: string;
  readonly worker: string;
  readonly tables: string;
  readonly bars: string;
}

/** A database in the tab. */
export interface SqlEngine {
  /**
   * Runs a statement; a table file is fetched when a statement first names one of its tables.
   * @returns the result as an Arrow IPC stream.
   * @throws with the words of DuckDB; the engine stays usable.
   */
  query(sql: string): Promise<Uint8Array>;
}

/** Starts DuckDB in a worker. It may ask nobody for extensions: all it gets is files of this site. */
export async function openSqlEngine(
  files: SqlFiles,
  schema: readonly QuerySchemaTable[],
): Promise<SqlEngine> {
  const database = new AsyncDuckDB(new VoidLogger(), startWorker(files.worker));
  await database.instantiate(absolute(files.wasm));
  await database.open({ path: ':memory:', query: { castBigIntToDouble: true, castDecimalToDouble: true } });
  const connection = await database.connect();
  const run = (sql: string) => connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql));
  await run('SET autoinstall_known_extensions = false');
  await run('SET autoload_known_extensions = false');
  const opened = new Set<string>();
  const openFile = async (file: QuerySchemaTable['file']) => {
    if (opened.has(file)) return;
    const response = await fetch(files[file]);
    if (!response.ok) throw new Error(`the tables did not arrive: ${response.status} ${response.statusText}`);
    await database.registerFileBuffer(`${file}.duckdb`, new Uint8Array(await response.arrayBuffer()));
    await run(`ATTACH '${file}.duckdb' AS ${file}_file (READ_ONLY)`);
    for (const { name } of schema.filter((table) => table.file === file)) {
      await run(`CREATE VIEW ${name} AS FROM ${file}_file.${name}`);
    }
    opened.add(file);
  };
  await openFile('tables');
  // A statement of the reader's cannot turn the extensions on again.
  await run('SET lock_configuration = true');
  return {
    async query(sql) {
      if (namesBars(sql, schema)) await openFile('bars');
      return run(sql);
    },
  };
}

/**
 * A worker from a file is bound by that file's headers alone; one from a blob by the policy of the page,
 * so that no statement, also none from a link, can talk to another host.
 */
function startWorker(address: string): Worker {
  const script = `importScripts(${JSON.stringify(absolute(address))});`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

function absolute(address: string): string {
  return new URL(address, document.baseURI).href;
}

/** Whether a statement speaks of a table that is in the file of bars. */
export function namesBars(sql: string, schema: readonly QuerySchemaTable[]): boolean {
  const words = new Set(sql.toLowerCase().match(/[a-z_]\w*/g));
  return schema.some(({ name, file }) => file === 'bars' && words.has(name));
}
