import { describe, expect, it } from 'vitest';
import { expectedReturn } from '../../../pipelines/train/expected-return.js';

/** Two symbols a session: scores one apart around the session's own level. */
function rows(sessions: number, levelOf: (t: number) => number, apart = 1) {
  const session = Int32Array.from({ length: 2 * sessions }, (_, i) => Math.floor(i / 2));
  const score = Float64Array.from(session, (t, i) => levelOf(t) + (i % 2 === 0 ? apart / 2 : -apart / 2));
  return { session, score };
}

describe('expectedReturn', () => {
  it('finds the line of the earlier half, and leaves a horizon before what it is judged on', () => {
    const { session, score } = rows(20, () => 0);
    const forward = score.map((s) => 0.01 + 0.02 * s);
    const { intercept, slope, from } = expectedReturn(score, forward, session, 3);
    expect(intercept).toBeCloseTo(0.01, 12);
    expect(slope).toBeCloseTo(0.02, 12);
    // Rows 0 … 19 are sessions 0 … 9; row 20 is session 10, and its label reaches session 13.
    expect([from, session[from]]).toEqual([28, 14]);
  });

  it('does not take a drift of scores and returns through time for skill', () => {
    const { session, score } = rows(20, (t) => t);
    const forward = Float64Array.from(session, (t) => 0.1 * t);
    expect(expectedReturn(score, forward, session, 1).slope).toBeCloseTo(0, 12);
  });

  it('is flat where the earlier scores are alike but for rounding', () => {
    const { session, score } = rows(20, () => 0.3, 1e-12);
    for (let i = 20; i < 40; i++) score[i] = i % 2;
    const forward = Float64Array.from(score, (_, i) => (i % 2 === 0 ? 0.03 : -0.01));
    const line = expectedReturn(score, forward, session, 1);
    expect(line.slope).toBe(0);
    expect(line.intercept).toBeCloseTo(0.01, 12);
  });
});
