import { basename, dirname, resolve } from 'node:path';
import type { IngestOptions } from '../ingest/index.js';

/**
 * Which market an ingest is about: runs on one market share a ledger, others do not. Files are the same
 * market from night to night when their paths differ in digits only: `prices/2026-11-20.csv` and
 * `prices/2026-11-21.csv`. A synthetic market is another one for each seed, size and effect.
 */
export function marketName(options: IngestOptions): string {
  switch (options.source) {
    case 'synthetic':
      return `synthetic seed ${options.seed}, ${options.symbols} symbols, effect ${options.effect}`;
    case 'polygon':
      return 'polygon';
    case 'csv':
    case 'parquet': {
      const paths = typeof options.path === 'string' ? [options.path] : options.path;
      const places = paths.map((path) => `${dirname(resolve(path))}/${basename(path).replace(/\d+/g, '#')}`);
      return `files ${[...new Set(places)].sort().join(', ')}`;
    }
  }
}
