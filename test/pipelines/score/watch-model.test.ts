import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { promotionRuleSchema, retrainRuleSchema } from '../../../pipelines/config/index.js';
import { cardSchema, challenge, modelDrift, retrainReasons } from '../../../pipelines/score/index.js';

const deciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const card = cardSchema.parse({
  format: 1,
  name: 'watched',
  createdAt: '2026-01-01T00:00:00.000Z',
  features: [{ name: 'steady' }, { name: 'moved' }],
  training: {
    from: '2020-01-02',
    to: '2025-12-31',
    sessions: 1500,
    symbols: 100,
    delisted: 3,
    rows: 150_000,
    trials: 2,
    seed: 1,
    options: {},
    source: 'test',
    isSynthetic: true,
    dataHash: 'x',
    codeVersion: 'x',
    seconds: 1,
    onnxMaxAbsDiff: 0,
    importance: {},
    quantiles: { steady: deciles, moved: deciles, score: deciles },
  },
});

describe('modelDrift', () => {
  it('is near zero for the training distribution and large for a moved one, largest first', () => {
    const uniform = Float32Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    const drift = modelDrift(card, [uniform, uniform.map((x) => x / 2)], uniform);
    expect(drift?.features.map(({ name }) => name)).toEqual(['moved', 'steady']);
    expect(drift?.features[0].psi).toBeGreaterThan(0.25);
    expect(drift?.features[1].psi).toBeLessThan(0.001);
    expect(drift?.score).toBeLessThan(0.001);
  });
});

describe('retrainReasons', () => {
  const rule = retrainRuleSchema.parse(undefined);
  const fresh = { nowMs: Date.parse('2026-02-01'), liveIc: undefined, drift: undefined };

  it('lets a young model that keeps its promise stay', () => {
    expect(retrainReasons(card, fresh, rule)).toEqual([]);
  });

  it('names age and shift', () => {
    expect(retrainReasons(card, { ...fresh, nowMs: Date.parse('2026-06-01') }, rule)[0]).toMatch(
      /trained 151 days ago/,
    );
    const drift = {
      score: 0.4,
      rows: 1000,
      features: [
        { name: 'moved', psi: 0.5 },
        { name: 'steady', psi: 0 },
      ],
    };
    expect(retrainReasons(card, { ...fresh, drift }, rule)).toHaveLength(2);
    // Forty scores reach an index of 0.4 by chance.
    expect(retrainReasons(card, { ...fresh, drift: { ...drift, rows: 40 } }, rule)).toEqual([]);
  });

  it('asks what the config says', () => {
    const old = { ...fresh, nowMs: Date.parse('2026-06-01') };
    expect(retrainReasons(card, old, { ...rule, maxAgeDays: 400 })).toEqual([]);
    expect(retrainReasons(card, fresh, { ...rule, maxAgeDays: 7 })).toHaveLength(1);
  });
});

describe('challenge', () => {
  const { leadErrors } = promotionRuleSchema.parse(undefined);
  const random = createRandom(1);
  const rows = 200 * 40;
  const session = Int32Array.from({ length: rows }, (_, i) => Math.floor(i / 40));
  const label = Float64Array.from({ length: rows }, () => random.normal());
  const knowing = Float32Array.from(label, (y) => 0.3 * y + random.normal());
  const guessing = Float32Array.from({ length: rows }, () => random.normal());

  it('promotes a challenger that knows more', () => {
    const result = challenge(guessing, knowing, label, session, 5, leadErrors);
    expect(result.isPromoted).toBe(true);
    expect(result.challengerIc).toBeGreaterThan(0.2);
    expect(challenge(guessing, knowing, label, session, 5, result.t + 1).isPromoted).toBe(false);
  });

  it('keeps the champion against an equal or a worse one', () => {
    expect(challenge(knowing, knowing, label, session, 5, leadErrors).isPromoted).toBe(false);
    expect(challenge(knowing, guessing, label, session, 5, leadErrors).isPromoted).toBe(false);
  });
});
