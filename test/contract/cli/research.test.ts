import { describe, expect, test } from 'vitest';
import { nightBefore } from '../../pipelines/cli/night-before.js';
import { technicJson } from '../../pipelines/cli/run-technic.js';

const night = nightBefore();

const { inWorkspace } = night;

describe('tearsheet --json', () => {
  test('has IC by horizon with its interval, quantiles, turnover and decay', async () => {
    const sheet = await technicJson<{
      horizons: {
        horizon: number;
        ic: { mean: number; lower95: number; upper95: number; n: number };
        quantiles: unknown[];
      }[];
      turnover: unknown[];
      decay: unknown[];
    }>(['tearsheet', 'close / close[63] - 1', ...inWorkspace()]);
    expect(sheet.horizons.map(({ horizon }) => horizon)).toEqual([1, 5, 10, 21]);
    for (const { ic, quantiles } of sheet.horizons) {
      expect(ic.lower95).toBeLessThan(ic.mean);
      expect(ic.upper95).toBeGreaterThan(ic.mean);
      expect(quantiles.length).toBe(5);
    }
    expect(sheet.decay.length).toBeGreaterThan(0);
  });
});

describe('train --json', () => {
  test('has the verdict, metrics, baselines, trials, parity with ONNX, and the path of a model that verifies', async () => {
    const document = await technicJson<{ verdict: string; path: string; onnxParity: { maxAbsDiff: number } }>(
      [
        'train',
        '--model',
        'ridge',
        '--label',
        'fwd5',
        '--folds',
        '2',
        '--search',
        'one',
        '--workers',
        '0',
        ...inWorkspace(),
      ],
    );
    expect(document).toMatchObject({
      verdict: expect.stringMatching(/^(skill|weak|none)$/),
      metrics: {
        ic: expect.any(Number),
        icStdErr: expect.any(Number),
        auc: expect.any(Number),
        brier: expect.any(Number),
      },
      baselines: {
        rating: expect.any(Object),
        'momentum 12-1': expect.any(Object),
        constant: expect.any(Object),
      },
      trials: expect.any(Number),
      seconds: expect.any(Number),
      onnxParity: { maxAbsDiff: expect.any(Number) },
    });
    expect(document.onnxParity.maxAbsDiff).toBeLessThanOrEqual(1e-6);
    const listed = await technicJson<{ name: string }[]>(['models', 'list', ...inWorkspace()]);
    expect(listed.map(({ name }) => name)).toEqual(['ridge-fwd5']);
    const verified = await technicJson<{ rows: number; maxAbsDiff: number }>([
      'models',
      'verify',
      'ridge-fwd5',
      ...inWorkspace(),
    ]);
    expect(verified.maxAbsDiff).toBeLessThanOrEqual(1e-6);
  }, 120_000);
});
