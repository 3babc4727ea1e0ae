import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cache, cacheConfigSchema, type CodeCache, openCache } from '../../../pipelines/cache/index.js';
import { predictScores, writeModel } from '../../../pipelines/score/index.js';
import { linearRegressor, nanModel } from './foreign-models.js';

const directory = mkdtempSync(join(tmpdir(), 'technic-predict-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const features = [{ name: 'a' }, { name: 'b' }];
const card = { format: 1, name: 'linear', features } as const;
const model = writeModel(join(directory, 'linear'), linearRegressor(), card);
/** The same file by its hash, with nothing in it that could be run. */
const unrunnable = { ...model, bytes: new Uint8Array(8) };
const columns = [Float64Array.of(1, 2, Number.NaN), Float64Array.of(4, 5, 6)];
// y = 2 a - b + 0.5
const expected = Float32Array.of(-1.5, -0.5, Number.NaN);

let cache: Cache;
let kept: CodeCache;
let run = 0;
beforeEach(async () => {
  cache = await openCache(
    cacheConfigSchema.parse({ backend: 'embedded', directory: join(directory, `cache-${run++}`) }),
    { codeVersion: 'test', runId: 'test', now: () => 0, log: () => {} },
  );
  kept = { cache, codeHash: 'all code', kernelHash: 'code' };
});
afterEach(() => cache.close());

describe('predictScores', () => {
  it('takes from the cache what the same file said of the same features, without running it', async () => {
    const first = await predictScores(model, columns, { cache: kept });
    expect(first.scores).toEqual(expected);
    expect(await predictScores(unrunnable, columns, { cache: kept })).toEqual(first);
  });

  it('runs the model again for other features, another file, card, provider or code', async () => {
    await predictScores(model, columns, { cache: kept });
    const other = [columns[0], Float64Array.of(4, 5, 7)];
    const skipping = { ...model.card, input: { ...model.card.input, missing: 'skip' as const } };
    for (const [asked, given, options] of [
      [unrunnable, other, { cache: kept }],
      [{ ...unrunnable, hash: 'f'.repeat(64) }, columns, { cache: kept }],
      [{ ...unrunnable, card: skipping }, columns, { cache: kept }],
      [unrunnable, columns, { cache: { ...kept, kernelHash: 'other' } }],
      [unrunnable, columns, { cache: { ...kept, refresh: true } }],
      [unrunnable, columns, {}],
    ] as const) {
      await expect(predictScores(asked, given, options)).rejects.toThrow(/linear/);
    }
  });

  it('keeps no failure', async () => {
    const faulty = writeModel(join(directory, 'nan'), nanModel(), { ...card, name: 'nan' });
    const known = [Float64Array.of(1), Float64Array.of(2)];
    for (let night = 0; night < 2; night++) {
      await expect(predictScores(faulty, known, { cache: kept })).rejects.toThrow(/gave no number/);
    }
  });
});
