import { createRandom } from '../../models/random/index.js';
import { type CompiledStrategy, type RunSettings, strategyColumns } from '../../models/strategies/index.js';
import { detectLookAhead } from '../../models/validation/index.js';
import { checkProgram } from './check-program.js';
import { decisionBars } from './decision-bars.js';
import { longestSymbols, type LookAheadCheck, type NamedInputs } from './look-ahead-check.js';

/**
 * Reruns a strategy on truncated and on perturbed futures: what changes up to the cut has seen the future.
 * Of a strategy in TypeScript it compares every prepared series, decision and position; of rules, every
 * expression, across symbols where they look there.
 */
export function checkLookAhead(
  compiled: CompiledStrategy,
  loaded: NamedInputs,
  { settings, seed }: { readonly settings: RunSettings; readonly seed: number },
): LookAheadCheck {
  if (compiled.program !== undefined) return checkProgram(compiled.program, loaded, seed);
  const chosen = longestSymbols(loaded);
  return {
    symbols: chosen.map(({ symbol }) => symbol),
    findings: chosen.flatMap(({ symbol, input }) => {
      const at = decisionBars(strategyColumns(compiled, input.bars, settings));
      return detectLookAhead((bars) => strategyColumns(compiled, bars, settings), input.bars, {
        random: createRandom(seed),
        at,
      }).map((finding) => ({ symbol, ...finding }));
    }),
  };
}
