import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  blendScores,
  cardSchema,
  changedFeatures,
  featureSources,
  featureVersion,
  likelihood,
  listModels,
  type ModelCardInput,
  openScoringModel,
  readModel,
  writeModel,
} from '../../../pipelines/score/index.js';
import {
  classifier,
  linearRegressor,
  mlp,
  namedColumns,
  nanModel,
  scalerPipeline,
  treeRegressor,
  unknownOperator,
} from './foreign-models.js';

const directory = mkdtempSync(join(tmpdir(), 'technic-score-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const card = (name: string, more: Partial<ModelCardInput> = {}): ModelCardInput => ({
  format: 1,
  name,
  features: [{ name: 'first' }, { name: 'second' }],
  ...more,
});
const store = (name: string, bytes: Uint8Array, more: Partial<ModelCardInput> = {}) =>
  writeModel(join(directory, name), bytes, card(name, more));

const columns = [Float32Array.of(1, -2, 12), Float32Array.of(3, 4, 24)];

async function scoresOf(
  name: string,
  bytes: Uint8Array,
  more: Partial<ModelCardInput> = {},
): Promise<number[]> {
  store(name, bytes, more);
  const model = await openScoringModel(readModel(join(directory, name)));
  const scores = await model.score(columns);
  await model.close();
  return [...scores];
}

describe('a model from elsewhere', () => {
  it('scores as a linear regressor', async () => {
    expect(await scoresOf('linear', linearRegressor())).toEqual([-0.5, -7.5, 0.5]);
  });

  it('scores as a scaler with a linear model behind it', async () => {
    expect(await scoresOf('pipeline', scalerPipeline())).toEqual([-8.75, -10, 2]);
  });

  it('scores as a multilayer perceptron', async () => {
    expect(await scoresOf('mlp', mlp())).toEqual([6, 18, 36]);
  });

  it('scores as a tree ensemble with splits of both kinds', async () => {
    expect(await scoresOf('trees', treeRegressor())).toEqual([2, -1, 3]);
  });

  it('scores as one input per feature', async () => {
    expect(await scoresOf('named', namedColumns(), { input: { layout: 'columns' } })).toEqual([6, -2, 60]);
  });

  it('gives the probability of the second class, from a tensor as through ZipMap', async () => {
    const plain = await scoresOf('tensor', classifier(false), { output: { kind: 'probability' } });
    const zipped = await scoresOf('zipmap', classifier(true), { output: { kind: 'probability' } });
    // softmax([-a, a]): 1 / (1 + e^-2a).
    expect(plain[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect(zipped).toEqual(plain);
    const first = await scoresOf('first-class', classifier(true), { output: { column: 0 } });
    expect(first[0]).toBeCloseTo(1 - plain[0], 6);
  });

  it('sees features transformed as its card says', async () => {
    // Ranks of three within the session: -1/3, 0, 1/3.
    const scores = await scoresOf('ranked', linearRegressor(), { input: { transform: 'rank' } });
    expect(scores[1]).toBeCloseTo(2 * (-1 / 3) - 0 + 0.5, 6);
  });

  it('leaves rows with a missing feature without a score when the card says skip', async () => {
    store('skip', linearRegressor(), { input: { missing: 'skip' } });
    const model = await openScoringModel(readModel(join(directory, 'skip')));
    const scores = await model.score([Float32Array.of(1, Number.NaN), Float32Array.of(3, 3)]);
    expect([...scores]).toEqual([-0.5, Number.NaN]);
    await model.close();
  });

  it('scores any number of rows in batches alike', async () => {
    store('many', linearRegressor());
    const model = await openScoringModel(readModel(join(directory, 'many')));
    const many = Float32Array.from({ length: 40_000 }, (_, i) => i);
    const scores = await model.score([many, many]);
    expect(scores.every((score, i) => score === i + 0.5)).toBe(true);
    await model.close();
  });

  it('says when a provider is not there, and scores on the processor', async () => {
    store('cuda', linearRegressor());
    const model = await openScoringModel(readModel(join(directory, 'cuda')), ['cuda', 'cpu']);
    expect(model.provider).toBe('cpu');
    expect(model.note).toMatch(/runs on cpu; not available: cuda/);
    await model.close();
  });
});

describe('a faulty model gets an error that names it and the fault', () => {
  const cases: readonly [string, Uint8Array, Partial<ModelCardInput>, RegExp][] = [
    ['text', new TextEncoder().encode('pickle'), {}, /model.onnx of text is not an ONNX file/],
    ['random', Uint8Array.of(255, 1, 2, 3), {}, /is not an ONNX file/],
    ['empty', new Uint8Array(0), {}, /model.onnx is empty: 0 bytes/],
    ['operator', unknownOperator(), {}, /model operator needs the operator Oracle/],
    [
      'shape',
      linearRegressor(),
      { features: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
      /wants the shape \[batch, 2\] at "X"; the card names 3 features/,
    ],
    ['tensor-name', linearRegressor(), { input: { tensor: 'Z' } }, /has no input "Z"; its inputs are "X"/],
    [
      'output-name',
      linearRegressor(),
      { output: { tensor: 'Z' } },
      /has no float output "Z"; its outputs are "variable"/,
    ],
    ['layout', namedColumns(), {}, /set input.layout to "columns"/],
    ['nan', nanModel(), {}, /model nan gave no number for 3 of 3 rows/],
    ['column', classifier(false), { output: { column: 2 } }, /gives 2 columns; output.column is 2/],
  ];
  for (const [name, bytes, more, message] of cases) {
    it(name, async () => {
      const work = async () => {
        store(name, bytes, more);
        const model = await openScoringModel(readModel(join(directory, name)));
        await model.score(columns);
      };
      await expect(work()).rejects.toThrow(message);
      await expect(work()).rejects.toMatchObject({ kind: 'input' });
    });
  }

  it('a file of 2 GB is refused before it is read', () => {
    const folder = join(directory, 'huge');
    mkdirSync(folder);
    writeFileSync(join(folder, 'card.json'), JSON.stringify(card('huge')));
    writeFileSync(join(folder, 'model.onnx'), '');
    truncateSync(join(folder, 'model.onnx'), 2 ** 31);
    expect(() => readModel(folder)).toThrow(/2048 MB; at most 512 MB are read/);
  });

  it('a file that was changed after its card was written is refused', () => {
    const { folder } = store('changed', linearRegressor());
    writeFileSync(join(folder, 'model.onnx'), mlp());
    expect(() => readModel(folder)).toThrow(/not the file that its card describes/);
  });

  it('a card that is missing, not JSON, or incomplete says so', () => {
    expect(() => readModel(join(directory, 'nowhere'))).toThrow('has no card.json');
    const folder = join(directory, 'broken');
    mkdirSync(folder);
    writeFileSync(join(folder, 'card.json'), '{');
    expect(() => readModel(folder)).toThrow('is not JSON');
    writeFileSync(join(folder, 'card.json'), JSON.stringify({ format: 1, name: '../x', features: [] }));
    expect(() => readModel(folder)).toThrow(/valid model card[\s\S]*name[\s\S]*features/);
  });

  it('a feature nobody knows is named', () => {
    const parsed = cardSchema.parse(card('unknown'));
    expect(() => featureSources(parsed, { first: 'close' })).toThrow(/needs the feature "second"/);
    expect(() =>
      featureSources(parsed, { first: 'close', constructor: 'x' } as Record<string, string>),
    ).toThrow(/"second"/);
  });
});

describe('a feature that is another one now', () => {
  const stated = (version: string) =>
    cardSchema.parse(card('versioned', { features: [{ name: 'first', version }] }));

  it('is refused where the card names a version of it and no expression', () => {
    expect(() => featureSources(stated('0123456789ab'), { first: 'close' })).toThrow(
      /version 0123456789ab of the feature "first"; here it is close, version [0-9a-f]{12}/,
    );
  });

  it('is taken where the version is that of today', () => {
    expect(featureSources(stated(featureVersion('close')), { first: 'close' })).toEqual({ first: 'close' });
  });
});

describe('model folders', () => {
  it('are listed with the card or the model missing, so that the reader can say which', () => {
    const folder = join(directory, 'half');
    mkdirSync(join(folder, 'cardless'), { recursive: true });
    writeFileSync(join(folder, 'cardless', 'model.onnx'), linearRegressor());
    mkdirSync(join(folder, 'notes'));
    expect(listModels(folder)).toEqual(['cardless']);
    expect(() => readModel(join(folder, 'cardless'))).toThrow('has no card.json');
  });

  it('are listed by name, and replaced whole', () => {
    const folder = join(directory, 'list');
    writeModel(join(folder, 'b'), linearRegressor(), card('b'));
    writeModel(join(folder, 'a'), linearRegressor(), card('a'));
    writeModel(join(folder, 'a'), mlp(), card('a'));
    expect(listModels(folder)).toEqual(['a', 'b']);
    expect(readModel(join(folder, 'a')).bytes).toEqual(mlp());
    expect(listModels(join(folder, 'none'))).toEqual([]);
  });

  it('keep the expression that the model was trained on when the feature changes', () => {
    const parsed = cardSchema.parse(card('kept', { features: [{ name: 'first', expression: 'close' }] }));
    expect(featureSources(parsed, { first: 'open' })).toEqual({ first: 'close' });
    expect(changedFeatures(parsed, { first: 'open' })).toEqual(['first']);
  });
});

describe('likelihood', () => {
  const calibration = {
    of: 'rising',
    map: { kind: 'platt' as const, a: -1, b: 0 },
    brier: { isotonic: 0.2, platt: 0.2, baseRate: 0.25 },
    reliability: [
      { stated: 0.4, observed: 0.41, lower95: 0.38, upper95: 0.44, n: 900 },
      { stated: 0.61, observed: 0.62, lower95: 0.59, upper95: 0.65, n: 1240 },
    ],
  };

  it('reads as a probability with the number of cases like it and their interval', () => {
    const parsed = cardSchema.parse(card('sure', { verdict: 'skill', calibration }));
    expect(likelihood(parsed, Math.log(0.6 / 0.4))?.text).toBe('60 % (of 1,240 like it, 59-65 %)');
  });

  it('goes no further than what was tested, however far the score does', () => {
    const parsed = cardSchema.parse(card('sure', { verdict: 'skill', calibration }));
    expect(likelihood(parsed, 5)).toMatchObject({ probability: 0.61, lower95: 0.59, upper95: 0.65 });
    expect(likelihood(parsed, -5)).toMatchObject({ probability: 0.4, n: 900 });
  });

  it('is not shown when the verdict is none, unless one insists', () => {
    const parsed = cardSchema.parse(card('unsure', { calibration }));
    expect(likelihood(parsed, 1)).toBeUndefined();
    expect(likelihood(parsed, 1, true)?.n).toBe(1240);
  });
});

describe('blendScores', () => {
  const of = (name: string, verdict: 'skill' | 'none', scores: number[], weight = 1) => ({
    card: cardSchema.parse(card(name, { verdict })),
    scores: Float32Array.from(scores),
    weight,
  });

  it('weighs scores, passing over what a model does not know', () => {
    const blend = blendScores(
      [of('a', 'skill', [1, 2, Number.NaN]), of('b', 'skill', [4, Number.NaN, Number.NaN], 2)],
      'weights',
    );
    expect([...blend.scores]).toEqual([3, 2, Number.NaN]);
  });

  it('by rank does not care for the scale of a model', () => {
    const blend = blendScores([of('a', 'skill', [1, 2, 3]), of('b', 'skill', [1000, 3000, 2000])], 'rank');
    expect([...blend.scores].map((score) => Math.round(score * 6))).toEqual([-2, 1, 1]);
  });

  it('leaves out a model whose verdict is none and says so', () => {
    const blend = blendScores([of('a', 'skill', [1]), of('b', 'none', [9])], 'weights');
    expect([...blend.scores]).toEqual([1]);
    expect(blend.leftOut).toEqual([{ name: 'b', reason: 'its verdict is none' }]);
    expect([...blendScores([of('b', 'none', [9])], 'weights', true).scores]).toEqual([9]);
  });
});
