import { sessionsOfBars } from '../../models/expressions/index.js';
import { FIGURES } from '../../models/statistics/index.js';
import { findStrategy, prepareSweep, type Strategy } from '../../models/strategies/index.js';
import type { SweepBlock, SweepBlockResult, SweepSetup } from './sweep-messages.js';

/** A thread's part of a sweep: compiled once, then block after block of symbols. */
export function createBlockRunner({ strategy: swept, combinations, settings, sessions }: SweepSetup) {
  const strategy: Strategy = 'name' in swept ? findStrategy(swept.name) : swept.rules;
  const sweep = prepareSweep(strategy, combinations, settings);
  const width = FIGURES.length;
  const figures = new Float64Array(combinations.length * width);

  /** Adds an account to its combination's sum, session by session. */
  function addEquity(own: Float64Array, rows: Int32Array, sum: Float64Array): void {
    let bar = 0;
    for (let session = 0; session < sessions.length; session++) {
      // Before its first bar an account holds its cash, after its last what it was worth then.
      while (bar + 1 < rows.length && rows[bar + 1] <= session) bar++;
      sum[session] += own[bar];
    }
  }

  return ({ block, symbols }: SweepBlock): SweepBlockResult => {
    const figureSums = new Float64Array(figures.length);
    const figureCounts = new Float64Array(figures.length);
    const equity = new Float64Array(combinations.length * sessions.length);
    for (const inputs of symbols) {
      const rows = sessionsOfBars(inputs.bars.time, sessions);
      sweep.run(inputs, figures, (c, own) => {
        addEquity(own, rows, equity.subarray(c * sessions.length, (c + 1) * sessions.length));
      });
      for (let k = 0; k < figures.length; k++) {
        if (!Number.isFinite(figures[k])) continue;
        figureSums[k] += figures[k];
        figureCounts[k]++;
      }
    }
    return { block, figureSums, figureCounts, equity };
  };
}
