import { alignBenchmark, type Bars } from '../../models/bars/index.js';
import { evaluate, evaluatePanel, type Program, type SymbolInputs } from '../../models/expressions/index.js';
import { createRandom } from '../../models/random/index.js';
import { type Columns, detectLookAhead, detectPanelLookAhead } from '../../models/validation/index.js';
import { decisionBars } from './decision-bars.js';
import { longestSymbols, type LookAheadCheck, type NamedInputs } from './look-ahead-check.js';

/** Symbols of a panel that is looked at as a whole. */
const PANEL_SYMBOLS = 24;

/**
 * Reruns compiled expressions on truncated and on perturbed futures: those of a few symbols one by one, or,
 * where they look across symbols, a panel of symbols whose futures all change at once.
 */
export function checkProgram(program: Program, loaded: NamedInputs, seed: number): LookAheadCheck {
  if (program.isCrossSectional) return checkPanel(program, loaded, seed);
  const chosen = longestSymbols(loaded);
  return {
    symbols: chosen.map(({ symbol }) => symbol),
    findings: chosen.flatMap(({ symbol, input }) => {
      const compute = (bars: Bars): Columns => evaluate(program, withBars(input, bars));
      const options = { random: createRandom(seed), at: decisionBars(compute(input.bars)) };
      return detectLookAhead(compute, input.bars, options).map((finding) => ({ symbol, ...finding }));
    }),
  };
}

function checkPanel(program: Program, loaded: NamedInputs, seed: number): LookAheadCheck {
  const chosen = longestSymbols(loaded, PANEL_SYMBOLS);
  const compute = (panel: readonly Bars[]): readonly Columns[] =>
    evaluatePanel(program, {
      sessions: sessionsOf(panel),
      symbols: panel.map((bars, k) => withBars(chosen[k].input, bars)),
    });
  const findings = detectPanelLookAhead(
    compute,
    chosen.map(({ input }) => input.bars),
    { random: createRandom(seed) },
  );
  return {
    symbols: chosen.map(({ symbol }) => symbol),
    findings: findings.map(({ symbolIndex, ...finding }) => ({
      symbol: chosen[symbolIndex].symbol,
      ...finding,
    })),
  };
}

/** What expressions see of a symbol whose bars are others. */
function withBars(input: SymbolInputs, bars: Bars): SymbolInputs {
  const benchmarkClose =
    input.benchmarkClose && alignBenchmark(bars.time, { time: input.bars.time, close: input.benchmarkClose });
  return { ...input, bars, benchmarkClose, eligible: input.eligible?.slice(0, bars.time.length) };
}

function sessionsOf(panel: readonly Bars[]): Float64Array {
  const all = new Set<number>();
  for (const { time } of panel) for (const session of time) all.add(session);
  return Float64Array.from(all).sort();
}
