import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adjustBars } from '../../../models/bars/index.js';
import { rankBySession } from '../../../models/learning/index.js';
import { ingest, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { loadMarket, type Market, storeBenchmark, streamBars } from '../../../pipelines/market/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';
import { loadTrainingMatrix, type TrainingMatrix } from '../../../pipelines/train/index.js';

const directory = mkdtempSync(join(tmpdir(), 'technic-matrix-'));
let database: Database;
let market: Market;
let matrix: TrainingMatrix;

beforeAll(async () => {
  database = await openForWriting(join(directory, 'market.duckdb'));
  const source = ingestOptionsSchema.parse({ source: 'synthetic', seed: 3, symbols: 20, years: 1.5 });
  await ingest(database, source, { onProgress: () => {}, now: Date.UTC(2026, 0, 1) });
  await storeBenchmark(database);
  market = await loadMarket(database);
  matrix = await loadTrainingMatrix(database, market, { ...options, workers: 1 });
});
afterAll(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

const options = { label: 'fwd5', adjust: 'all', maxRows: 1_000_000 } as const;

describe('loadTrainingMatrix', () => {
  it('is the same on any number of threads', async () => {
    expect(matrix.session.length).toBeGreaterThan(4_000);
    expect(await loadTrainingMatrix(database, market, { ...options, workers: 3 })).toEqual(matrix);
  });

  it('labels each row with what its symbol returned over the next bars, and with nothing else', async () => {
    const closes = new Map<string, Map<number, number>>();
    const times = new Map<string, Float64Array>();
    for await (const { index, bars: raw } of streamBars(database, market.asOf)) {
      const { symbol, actions } = market.symbols[index];
      const bars = adjustBars(raw, actions, 'all');
      closes.set(symbol, new Map(Array.from(bars.time, (at, i) => [at, bars.close[i]])));
      times.set(symbol, bars.time);
    }
    for (let row = 0; row < matrix.label.length; row += 97) {
      const symbol = matrix.symbolNames[matrix.symbol[row]];
      const at = matrix.sessions[matrix.session[row]];
      const time = times.get(symbol) as Float64Array;
      const close = closes.get(symbol) as Map<number, number>;
      const now = close.get(at) as number;
      const then = close.get(time[time.indexOf(at) + 5]) as number;
      expect(matrix.label[row]).toBeCloseTo(then / now - 1, 12);
    }
  });

  it('ranks every feature within its session', () => {
    for (const column of matrix.columns) {
      expect(rankBySession(column, matrix.session)).toEqual(column);
    }
  });

  it('ends when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(loadTrainingMatrix(database, market, { ...options, signal })).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });
});
