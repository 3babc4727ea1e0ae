import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ingest, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { loadMarket, storeBenchmark } from '../../../pipelines/market/index.js';
import type { ModelCard } from '../../../pipelines/score/index.js';
import { openForWriting } from '../../../pipelines/store/index.js';
import { loadTrainingMatrix, train } from '../../../pipelines/train/index.js';

const NOW = Date.UTC(2026, 0, 1);

/**
 * What is made of a synthetic market of a seed, by all that a training does: features, labels, boosted trees
 * walked forward, shuffled labels, baselines. 100 symbols over four years, five bars ahead; a size at which an
 * effect as large as planted by default is seen, in a few seconds.
 * @param effect 0 switches the planted effect off.
 */
export async function seededVerdict(directory: string, seed: number, effect: number): Promise<ModelCard> {
  const path = join(directory, 'seeded.duckdb');
  rmSync(path, { force: true });
  const database = await openForWriting(path);
  try {
    const source = ingestOptionsSchema.parse({ source: 'synthetic', seed, effect, symbols: 100, years: 4 });
    await ingest(database, source, { onProgress: () => {}, now: NOW });
    await storeBenchmark(database);
    const sizes = { label: 'fwd5', maxRows: 12_000 };
    const market = await loadMarket(database);
    const matrix = await loadTrainingMatrix(database, market, { ...sizes, adjust: 'all' });
    const { model } = await train(
      matrix,
      { ...sizes, name: `seed-${seed}-${effect}`, search: 'one', folds: 3 },
      { models: join(directory, 'models'), codeVersion: 'test', now: NOW },
    );
    return model.card;
  } finally {
    database.close();
  }
}
