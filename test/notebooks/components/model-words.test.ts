import { describe, expect, test } from 'vitest';
import { brierWords } from '../../../notebooks/components/model-curves.js';
import { chanceIndex, tiedWords } from '../../../notebooks/components/model-drift.js';
import { failureWords, probabilityWords, watchSentences } from '../../../notebooks/components/model-words.js';
import { populationStability } from '../../../models/learning/index.js';
import { createRandom } from '../../../models/random/index.js';
import { inputValues } from '../../../pipelines/site/snapshots/model-files.js';

describe('a probability', () => {
  test('stands with how many like it there were and its interval', () => {
    const stated = { probability: 0.62, like: 1240, low: 0.594, high: 0.647 };
    expect(probabilityWords(stated)).toBe('62\u202f% (of 1,240 like it, 59\u201365\u202f%)');
  });

  test('is a dash where none is stated', () => {
    expect(probabilityWords({ probability: null, like: null, low: null, high: null })).toBe('\u2013');
  });
});

test('a model that failed is named once, in the terminal\u2019s words, with one full stop', () => {
  const name = 'mine';
  expect(
    failureWords({ name, failure: 'model mine gave no number for 22 of 22 rows. Check its weights.' }),
  ).toBe('model mine gave no number for 22 of 22 rows. Check its weights.');
  expect(failureWords({ name, failure: 'card.json is not JSON: Unexpected end' })).toBe(
    'model mine: card.json is not JSON: Unexpected end.',
  );
  expect(failureWords({ name, failure: null })).toBe('model mine: its card is missing.');
});

test('of a model made elsewhere no drift is counted that nobody could measure', () => {
  const watched = {
    card: null,
    live: { mean: null, stdErr: null, days: [] },
    scorePsi: null,
    drift: [],
    retrain: '',
  };
  const [, moved] = watchSentences(watched);
  expect(moved).toContain('cannot be said');
  expect(moved).not.toMatch(/0 of 0/);
});

describe('drift', () => {
  test('by chance alone is the tenths less one over the rows', () => {
    const random = createRandom(5);
    const training = Float64Array.from({ length: 1000 }, (_, i) => i / 1000);
    let sum = 0;
    for (let k = 0; k < 200; k++) {
      sum += populationStability(
        training,
        Float64Array.from({ length: 500 }, () => random.uniform()),
      );
    }
    expect(sum / 200 / chanceIndex(500)).toBeGreaterThan(0.85);
    expect(sum / 200 / chanceIndex(500)).toBeLessThan(1.15);
  });

  test('names the inputs with few values, and is silent where there are none', () => {
    const smooth = { feature: 'rsi_14', psi: 0.4, values: 505 };
    const unknown = { feature: 'other', psi: 0.4, values: null };
    expect(tiedWords([smooth, unknown])).toEqual([]);
    const [words] = tiedWords([smooth, { feature: 'up_days_21', psi: 0.61, values: 14 }]);
    expect(words).toContain('up_days_21 (14 values, PSI 0.61)');
    expect(words).not.toContain('rsi_14');
  });

  test('values are counted per input over the rows, unknown ones aside', () => {
    const inputs = Float32Array.of(1, 5, 2, Number.NaN, 1, 6);
    const bytes = new Uint8Array(4 + inputs.byteLength);
    bytes.set(new Uint8Array(inputs.buffer), 4);
    const file = { onnx: [0, 4], inputs: [4, 28], scores: [28, 28], symbols: ['A', 'B', 'C'] } as const;
    expect(inputValues(bytes, file)).toEqual([2, 2]);
  });
});

test('the Brier score is said not to be better where its skill is not above zero', () => {
  const brier = {
    score: 0.25,
    reliability: 0.00002,
    resolution: 0.00001,
    uncertainty: 0.25,
    within: 0,
    skill: -0.00005,
  };
  const evaluation = { brier } as Parameters<typeof brierWords>[0];
  expect(brierWords(evaluation)).toMatch(/no better than stating the base rate/);
});
