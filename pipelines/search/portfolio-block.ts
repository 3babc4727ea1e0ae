import { alignBenchmark } from '../../models/bars/index.js';
import { sessionsOfBars } from '../../models/expressions/index.js';
import { FIGURES, figures } from '../../models/statistics/index.js';
import {
  compileStrategy,
  knownBenchmark,
  runPortfolioStrategy,
  type Strategy,
} from '../../models/strategies/index.js';
import { addEquity } from './add-equity.js';
import type { SweepBlockResult, SweepSetup, SweptSymbol } from './sweep-messages.js';

/** A thread's part of a sweep with one account for all symbols: block after block of combinations. */
export function createPortfolioRunner(
  strategy: Strategy,
  { combinations, settings, sessions, figures: options, benchmark }: SweepSetup,
  panel: readonly SweptSymbol[],
) {
  const symbols = panel.map(({ symbol }) => symbol);
  const inputs = panel.map((one) => one.inputs);
  const width = FIGURES.length;
  const n = sessions.length;

  return (block: number, from: number, to: number): SweepBlockResult => {
    const figureSums = new Float64Array((to - from) * width);
    const figureCounts = new Float64Array(figureSums.length);
    const equity = new Float64Array((to - from) * n);
    for (let row = 0; row < to - from; row++) {
      const compiled = compileStrategy(strategy, combinations[from + row]);
      const result = runPortfolioStrategy(compiled, { symbols, inputs }, settings);
      const level = knownBenchmark(benchmark && alignBenchmark(result.time, benchmark));
      const own = figures(result.equity, result.time, result.trades, { ...options, benchmark: level });
      FIGURES.forEach(({ name }, k) => {
        if (!Number.isFinite(own[name])) return;
        figureSums[row * width + k] = own[name];
        figureCounts[row * width + k] = 1;
      });
      addEquity(
        result.equity,
        sessionsOfBars(result.time, sessions),
        equity.subarray(row * n, (row + 1) * n),
      );
    }
    return { block, from, figureSums, figureCounts, equity, failures: [] };
  };
}
