import { sessionsOfBars } from '../../models/expressions/index.js';
import { FIGURES } from '../../models/statistics/index.js';
import { prepareSweep, type Strategy } from '../../models/strategies/index.js';
import { addEquity } from './add-equity.js';
import type { SweepBlockResult, SweepFailure, SweepSetup, SweptSymbol } from './sweep-messages.js';

/**
 * A thread's part of a sweep with an account for each symbol: compiled once, then block after block of
 * symbols. A symbol that fails adds nothing, and is reported.
 */
export function createBlockRunner(
  strategy: Strategy,
  { combinations, settings, sessions, figures: options }: SweepSetup,
) {
  const sweep = prepareSweep(strategy, combinations, settings, options);
  const n = sessions.length;
  const figures = new Float64Array(combinations.length * FIGURES.length);
  const equities = new Float64Array(combinations.length * n);

  return (block: number, symbols: readonly SweptSymbol[]): SweepBlockResult => {
    const figureSums = new Float64Array(figures.length);
    const figureCounts = new Float64Array(figures.length);
    const equity = new Float64Array(equities.length);
    const failures: SweepFailure[] = [];
    for (const { symbol, inputs } of symbols) {
      const rows = sessionsOfBars(inputs.bars.time, sessions);
      equities.fill(0);
      try {
        sweep.run(inputs, figures, (c, own) => addEquity(own, rows, equities.subarray(c * n, (c + 1) * n)));
      } catch (error) {
        failures.push({ symbol, message: error instanceof Error ? error.message : String(error) });
        continue;
      }
      for (let k = 0; k < equity.length; k++) equity[k] += equities[k];
      for (let k = 0; k < figures.length; k++) {
        if (!Number.isFinite(figures[k])) continue;
        figureSums[k] += figures[k];
        figureCounts[k]++;
      }
    }
    return { block, from: 0, figureSums, figureCounts, equity, failures };
  };
}
