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

  return (block: number, symbols: readonly SweptSymbol[]): SweepBlockResult => {
    const failures: SweepFailure[] = [];
    const isRunning = ({ symbol }: SweptSymbol) => failures.every((failure) => failure.symbol !== symbol);
    for (;;) {
      const sums = {
        figureSums: new Float64Array(figures.length),
        figureCounts: new Float64Array(figures.length),
        equity: new Float64Array(combinations.length * n),
      };
      const hasTraces = symbols
        .filter(isRunning)
        .some((one) => addSymbol(one, sums, failures) === 'broken off');
      // What a symbol left that failed half way cannot be taken out again: the block begins anew without it.
      if (!hasTraces) return { block, from: 0, ...sums, failures };
    }
  };

  function addSymbol(
    { symbol, inputs }: SweptSymbol,
    { figureSums, figureCounts, equity }: Sums,
    failures: SweepFailure[],
  ): 'added' | 'left out' | 'broken off' {
    const rows = sessionsOfBars(inputs.bars.time, sessions);
    let added = 0;
    try {
      sweep.run(inputs, figures, (c, own) => {
        addEquity(own, rows, equity.subarray(c * n, (c + 1) * n));
        added++;
      });
    } catch (error) {
      failures.push({ symbol, message: error instanceof Error ? error.message : String(error) });
      return added === 0 ? 'left out' : 'broken off';
    }
    for (let k = 0; k < figures.length; k++) {
      if (!Number.isFinite(figures[k])) continue;
      figureSums[k] += figures[k];
      figureCounts[k]++;
    }
    return 'added';
  }
}

type Sums = Pick<SweepBlockResult, 'figureSums' | 'figureCounts' | 'equity'>;
