import { csvSource } from './csv/csv-source.js';
import type { IngestOptions } from './options.js';
import { parquetSource } from './parquet/parquet-source.js';
import { polygonSource } from './polygon/polygon-source.js';
import type { Source } from './source.js';
import { syntheticSource } from './synthetic/synthetic-source.js';

/** The source that the options name. */
export async function openSource(options: IngestOptions): Promise<Source> {
  switch (options.source) {
    case 'synthetic':
      return syntheticSource(options);
    case 'csv':
      return csvSource(options);
    case 'parquet':
      return parquetSource(options);
    case 'polygon':
      return polygonSource(options);
  }
}
