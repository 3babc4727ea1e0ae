import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  explainScores,
  openScoringModel,
  readCard,
  readModel,
  verifyModel,
} from '../../../pipelines/score/index.js';
import { readCases } from '../../../pipelines/score/case-library.js';
import { train } from '../../../pipelines/train/index.js';
import { plantedMatrix } from './planted-matrix.js';

const directory = mkdtempSync(join(tmpdir(), 'technic-train-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const context = { models: join(directory, 'models'), codeVersion: 'test', now: 0 };
const market = { sessions: 260, symbols: 60, features: 6, seed: 1 };

describe('train', () => {
  it('finds a planted effect, calls it skill, beats the baselines and writes a model that scores', async () => {
    const matrix = plantedMatrix({ ...market, effect: 0.8 });
    const { model, evaluation, onnxMaxAbsDiff } = await train(matrix, { name: 'planted' }, context);
    expect(model.card.verdict).toBe('skill');
    expect(evaluation.ic.mean).toBeGreaterThan(0.08);
    expect(Math.abs(evaluation.baselines['shuffled label'].t ?? 0)).toBeLessThan(3.5);
    expect(evaluation.spread.gross).toBeGreaterThan(evaluation.spread.net ?? 0);
    expect(onnxMaxAbsDiff).toBeLessThanOrEqual(1e-6);
    expect(Math.abs((model.card.conformal?.coverage ?? 0) - 0.8)).toBeLessThan(0.05);
    const importance = model.card.training?.importance ?? {};
    expect(importance.feature_0.gain).toBeGreaterThan(importance.feature_4.gain ?? 1);

    const scoring = await openScoringModel(readModel(model.folder));
    const today = matrix.columns.map((column) => column.slice(-60));
    const scores = await scoring.score(today);
    expect(scores).toHaveLength(60);
    expect(new Set(scores).size).toBeGreaterThan(10);
    const why = explainScores(readModel(model.folder), today);
    for (const i of [0, 30, 59]) {
      const sum = why?.byFeature.reduce((total, column) => total + column[i], why.expected);
      expect(sum).toBeCloseTo(scores[i], 5);
    }
    await scoring.close();
    const cases = readCases(readModel(model.folder));
    expect(cases?.columns).toHaveLength(6);
    expect(cases?.symbols[cases.symbol[0]]).toBe(matrix.symbolNames[matrix.symbol[0]]);
    expect((await verifyModel(model.folder)).maxAbsDiff).toBeLessThanOrEqual(1e-6);
  });

  it('gives the verdict none without an effect', async () => {
    for (const seed of [1, 2, 3]) {
      const { model } = await train(
        plantedMatrix({ ...market, effect: 0, seed }),
        { name: 'nothing', search: 'one' },
        context,
      );
      expect(model.card.verdict).toBe('none');
    }
  });

  it('gives the same model on two threads, and after being interrupted', async () => {
    const matrix = plantedMatrix({ ...market, effect: 0.3 });
    const options = { name: 'same', search: 'one' as const, folds: 3 };
    const alone = await train(matrix, options, context);
    const threads = await train(matrix, { ...options, workers: 2 }, context);
    expect(threads.model.hash).toBe(alone.model.hash);
    expect(threads.evaluation).toEqual(alone.evaluation);

    const checkpoints = join(directory, 'checkpoints');
    const controller = new AbortController();
    const interrupted = train(matrix, options, {
      ...context,
      checkpoints,
      signal: controller.signal,
      onProgress: (done) => {
        if (done === 2) controller.abort();
      },
    });
    await expect(interrupted).rejects.toMatchObject({ kind: 'cancelled' });
    let fitted = 0;
    const resumed = await train(matrix, options, { ...context, checkpoints, onProgress: () => fitted++ });
    expect(fitted).toBe(7 - 2);
    expect(resumed.model.hash).toBe(alone.model.hash);
  });

  it('tests every choice of groups when asked, gives each path its IC, and leaves the verdict to the walk-forward', async () => {
    const matrix = plantedMatrix({ ...market, effect: 0.8 });
    const options = { model: 'ridge', search: 'one', folds: 3 } as const;
    const plain = await train(matrix, { ...options, name: 'plain' }, context);
    const { model, evaluation } = await train(
      matrix,
      { ...options, name: 'combinatorial', cv: 'cpcv', groups: 5, testGroups: 2 },
      context,
    );
    // C(5, 2) choices are fitted; C(4, 1) paths cover every session once.
    expect(evaluation.combinatorial).toMatchObject({ groups: 5, testGroups: 2, folds: 10 });
    expect(evaluation.combinatorial?.paths).toHaveLength(4);
    for (const path of evaluation.combinatorial?.paths ?? []) {
      expect(path.sessions).toBe(market.sessions);
      expect(path.mean).toBeGreaterThan(0.02);
    }
    expect({ ...evaluation, combinatorial: undefined }).toEqual({
      ...plain.evaluation,
      combinatorial: undefined,
    });
    expect(model.hash).toBe(plain.model.hash);
    expect(readCard(model.folder).evaluation?.combinatorial).toEqual(evaluation.combinatorial);
    await expect(train(matrix, { cv: 'cpcv', groups: 4, testGroups: 4 }, context)).rejects.toThrow(
      '4 groups of which 4 are tested',
    );
  });

  it('measures the parts: years, regimes, sectors and thirds of liquidity share out the sessions and rows', async () => {
    const matrix = plantedMatrix({ ...market, effect: 0.5 });
    const { evaluation } = await train(matrix, { name: 'parts', model: 'ridge', folds: 3 }, context);
    const of = (by: string) => evaluation.slices.filter((slice) => slice.by === by);
    expect(of('year').reduce((sum, { ic }) => sum + ic.sessions, 0)).toBe(evaluation.ic.sessions);
    expect(of('regime').map(({ value }) => value)).toEqual(['down_volatile', 'up_quiet']);
    expect(of('sector').map(({ value }) => value)).toEqual(matrix.sectorNames);
    expect(of('liquidity')).toHaveLength(3);
    for (const { ic, spread, auc, brier, logLoss } of evaluation.slices) {
      expect(ic.mean).toBeGreaterThan(0);
      expect(auc?.mean).toBeGreaterThan(0.5);
      expect(spread?.net).toBeLessThan(spread?.gross ?? 0);
      for (const figures of [auc, brier, logLoss]) expect(figures?.stdErr).toBeGreaterThan(0);
    }
    expect(evaluation.errors?.auc).toBeGreaterThan(0);
  });

  it('trains ridge and logistic with the same evaluation', async () => {
    const matrix = plantedMatrix({ ...market, effect: 0.5 });
    for (const model of ['ridge', 'logistic'] as const) {
      const result = await train(matrix, { name: model, model }, context);
      expect(result.evaluation.ic.mean).toBeGreaterThan(0.03);
      expect(result.model.card.output.kind).toBe(model === 'ridge' ? 'score' : 'probability');
    }
  });

  it('says when there is too little history', async () => {
    const matrix = plantedMatrix({ ...market, sessions: 30, effect: 0 });
    await expect(train(matrix, {}, context)).rejects.toThrow('30 sessions with a known fwd5 are too few');
  });

  it('does not look at test labels: scores stay when the labels of the last fold change', async () => {
    const matrix = plantedMatrix({ ...market, effect: 0.3 });
    const changed = { ...matrix, label: matrix.label.slice(), dataHash: 'changed' };
    const last = 260 - 20;
    for (let i = 0; i < changed.label.length; i++)
      if (matrix.session[i] >= last) changed.label[i] = -changed.label[i];
    const options = { name: 'peek', search: 'one' as const, folds: 3 };
    const plain = await train(matrix, options, context);
    const other = await train(changed, options, context);
    const before = (result: typeof plain) => {
      const { date, ic } = result.evaluation.icBySession;
      return ic.slice(0, date.length - 40);
    };
    expect(before(other)).toEqual(before(plain));
  });
});
