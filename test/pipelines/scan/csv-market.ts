import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoDate } from '../../../models/bars/index.js';
import { createRandom } from '../../../models/random/index.js';
import { ingest, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { storeBenchmark } from '../../../pipelines/market/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';

const DAY = 86_400_000;
const FIRST = Date.UTC(2020, 0, 6);

export interface CsvMarketOptions {
  readonly symbols?: number;
  readonly sessions?: number;
  /** Symbols, by number, whose close on one day in the middle is one percent higher. */
  readonly changed?: readonly number[];
  /** Last sessions that have not come yet. */
  readonly toCome?: number;
}

/** A database of random walks from a CSV file: `S000`, `S001`, …; every fifth ends forty sessions early. */
export async function csvMarket(folder: string, options: CsvMarketOptions = {}): Promise<Database> {
  const { symbols = 24, sessions = 300, changed = [], toCome = 0 } = options;
  mkdirSync(folder, { recursive: true });
  const lines = ['date,symbol,open,high,low,close,volume'];
  for (let s = 0; s < symbols; s++) {
    const random = createRandom(s + 1);
    let close = 20 + s;
    const length = Math.min(s % 5 === 4 ? sessions - 40 : sessions, sessions - toCome);
    for (let i = 0; i < length; i++) {
      close *= Math.exp(0.02 * (random.uniform() - 0.495));
      const day = FIRST + (Math.floor(i / 5) * 7 + (i % 5)) * DAY;
      const shown = changed.includes(s) && i === sessions - 60 ? close * 1.01 : close;
      const [open, high, low] = [shown * 0.995, shown * 1.01, shown * 0.99].map((price) => price.toFixed(4));
      const volume = 1000 + Math.floor(9000 * random.uniform());
      const name = `S${String(s).padStart(3, '0')}`;
      lines.push(`${isoDate(day)},${name},${open},${high},${low},${shown.toFixed(4)},${volume}`);
    }
  }
  const path = join(folder, 'prices.csv');
  writeFileSync(path, lines.join('\n'));
  const database = await openForWriting(join(folder, 'market.duckdb'));
  const source = ingestOptionsSchema.parse({ source: 'csv', path });
  await ingest(database, source, { onProgress: () => {}, now: Date.UTC(2026, 0, 1) });
  await storeBenchmark(database);
  return database;
}
