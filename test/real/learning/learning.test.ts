import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ingest, type IngestOptionsInput, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { loadMarket, storeBenchmark } from '../../../pipelines/market/index.js';
import { openForWriting } from '../../../pipelines/store/index.js';
import {
  loadTrainingMatrix,
  train,
  type TrainingMatrix,
  type TrainResult,
} from '../../../pipelines/train/index.js';

const shared = resolve(process.env.TECHNIC_SHARED ?? join(import.meta.dirname, '../../../../shared'));
const data = join(shared, 'data');
const directory = mkdtempSync(join(tmpdir(), 'technic-real-learning-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const context = { models: join(directory, 'models'), codeVersion: 'test', now: Date.UTC(2026, 0, 1) };
const quick = { search: 'one', folds: 4, maxRows: 60_000, workers: 2 } as const;

describe.skipIf(!existsSync(join(data, 'us_sp500_5yr')))(
  `real markets in ${data} (set TECHNIC_SHARED)`,
  () => {
    it('us_sp500_5yr is trained and walked forward, whatever comes out', async () => {
      const matrix = await matrixOf('sp500', {
        source: 'csv',
        path: join(data, 'us_sp500_5yr/all_stocks_5yr.raw.csv.gz'),
        sectorsPath: join(data, 'reference_data/sp500_constituents_2018-04-02.csv'),
      });
      expect(matrix.symbols).toBe(505);
      holds(matrix, await train(matrix, { name: 'sp500', ...quick }, context));
    });

    it('us_wide_2015_2017, delisted symbols included, is trained and walked forward', async () => {
      const matrix = await matrixOf('wide', {
        source: 'parquet',
        path: join(data, 'us_wide_2015_2017/bars.parquet'),
        actionsPath: join(data, 'us_wide_2015_2017/actions.csv.gz'),
        symbolsPath: join(data, 'us_wide_2015_2017/symbols.csv.gz'),
      });
      expect(matrix.delisted).toBeGreaterThan(700);
      holds(matrix, await train(matrix, { name: 'wide', ...quick }, context));
    });
  },
);

describe('the synthetic market', () => {
  // Over 10 bars the planted momentum alone ranks as well as all of the effect; over 5 the parts matter.
  it('shows its planted effect: found at its size, skill at twice its size', async () => {
    const found: string[] = [];
    for (const effect of [1, 2]) {
      const matrix = await matrixOf('planted', { source: 'synthetic', seed: 1, effect }, 'fwd5');
      const { model } = await train(matrix, { name: `planted-${effect}`, ...quick }, context);
      print(model.card.name, matrix, model.card.verdict, model.card.reasons);
      found.push(model.card.verdict);
    }
    expect(found[0]).not.toBe('none');
    expect(found[1]).toBe('skill');
  });
});

async function matrixOf(name: string, source: IngestOptionsInput, label = 'fwd10'): Promise<TrainingMatrix> {
  const path = join(directory, `${name}.duckdb`);
  rmSync(path, { force: true });
  const database = await openForWriting(path);
  await ingest(database, ingestOptionsSchema.parse(source), {
    onProgress: () => {},
    now: Date.UTC(2026, 0, 1),
  });
  await storeBenchmark(database);
  const market = await loadMarket(database);
  const matrix = await loadTrainingMatrix(database, market, {
    label,
    adjust: 'all',
    maxRows: 300_000,
  });
  database.close();
  return matrix;
}

/** What must be true of any honest training, good or bad. */
function holds(matrix: TrainingMatrix, { model, evaluation, onnxMaxAbsDiff, seconds }: TrainResult): void {
  const { card } = model;
  print(card.name, matrix, card.verdict, [
    ...card.reasons,
    `trained in ${seconds.toFixed(1)} s, 80 % interval covers ${card.conformal?.coverage?.toFixed(3)}`,
  ]);
  for (const [name, ic] of Object.entries(evaluation.baselines)) {
    print(name, matrix, `IC ${ic.mean?.toFixed(4)} ± ${ic.stdErr?.toFixed(4)}`, []);
  }
  expect(onnxMaxAbsDiff).toBeLessThanOrEqual(1e-6);
  for (const fold of evaluation.folds) expect(fold.trainTo < fold.testFrom).toBe(true);
  expect(Math.abs((card.conformal?.coverage ?? 0) - 0.8)).toBeLessThan(0.1);
}

function print(name: string, matrix: TrainingMatrix, verdict: string, reasons: readonly string[]): void {
  console.log([`${matrix.source}, ${name}: ${verdict}`, ...reasons].join('\n  '));
}
