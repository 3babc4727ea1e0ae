import { alignBenchmark, type Bars } from '../../models/bars/index.js';
import { evaluate, type SymbolInputs } from '../../models/expressions/index.js';
import { createRandom } from '../../models/random/index.js';
import type { PortfolioSettings } from '../../models/simulation/index.js';
import { type CompiledStrategy, strategyColumns } from '../../models/strategies/index.js';
import { type Columns, detectLookAhead, type LookAhead } from '../../models/validation/index.js';

/** Symbols that are looked at: those with most bars; what peeks, peeks on any of them. */
const SYMBOLS = 3;
/** Decisions of each symbol after which the future is changed, spread over its history. */
const DECISIONS = 24;

/** What the detector found, and where it looked. */
export interface LookAheadCheck {
  readonly symbols: readonly string[];
  readonly findings: readonly (LookAhead & { readonly symbol: string })[];
}

/**
 * Reruns a strategy on truncated and on perturbed futures of a few symbols: what changes up to the cut has
 * seen the future. Rules that look across symbols are checked within each symbol only when they can be.
 * @throws Error for rules that look across symbols.
 */
export function checkLookAhead(
  compiled: CompiledStrategy,
  { symbols, inputs }: { readonly symbols: readonly string[]; readonly inputs: readonly SymbolInputs[] },
  { settings, seed }: { readonly settings: PortfolioSettings; readonly seed: number },
): LookAheadCheck {
  const chosen = symbols
    .map((symbol, k) => ({ symbol, input: inputs[k] }))
    .filter(({ input }) => input.bars.time.length >= 3)
    .sort((a, b) => b.input.bars.time.length - a.input.bars.time.length)
    .slice(0, SYMBOLS);
  return {
    symbols: chosen.map(({ symbol }) => symbol),
    findings: chosen.flatMap(({ symbol, input }) => {
      const compute = (bars: Bars) => columnsOf(compiled, input, bars, settings);
      const at = decisionBars(compute(input.bars));
      return detectLookAhead(compute, input.bars, { random: createRandom(seed), at }).map((finding) => ({
        symbol,
        ...finding,
      }));
    }),
  };
}

function columnsOf(
  compiled: CompiledStrategy,
  input: SymbolInputs,
  bars: Bars,
  settings: PortfolioSettings,
): Columns {
  if (compiled.program === undefined) return strategyColumns(compiled, bars, settings);
  const benchmarkClose =
    input.benchmarkClose && alignBenchmark(bars.time, { time: input.bars.time, close: input.benchmarkClose });
  return evaluate(compiled.program, {
    ...input,
    bars,
    benchmarkClose,
    eligible: input.eligible?.slice(0, bars.time.length),
  });
}

/** Bars at whose close something was decided: there, a glance ahead changes the decision itself. */
function decisionBars(columns: Columns): number[] {
  const decisions = Object.entries(columns).filter(([name]) =>
    /^(decide|entry|exit|short|cover)\b/.test(name),
  );
  const bars = new Set<number>();
  for (const [, values] of decisions)
    for (let i = 0; i < values.length; i++) if (values[i] !== 0 && !Number.isNaN(values[i])) bars.add(i);
  const all = [...bars].sort((a, b) => a - b);
  const step = Math.max(1, all.length / DECISIONS);
  return Array.from({ length: Math.min(DECISIONS, all.length) }, (_, k) => all[Math.floor(k * step)]);
}
