import type { CompiledStrategy, RunSettings } from '../../models/strategies/index.js';
import { describeLookAhead } from '../../models/validation/index.js';
import {
  checkLookAhead,
  type InputSource,
  type LookAheadCheck,
  lookAheadWithCache,
  type StrategyIdentity,
} from '../backtest/index.js';
import type { CodeCache } from '../cache/index.js';
import { Problem } from '../errors/index.js';
import { usageProblem } from './usage-problem.js';

/** A strategy with some of its parameters, and all else that its decisions depend on. */
export interface Suspect {
  readonly strategy: StrategyIdentity;
  readonly compiled: readonly CompiledStrategy[];
  readonly settings: RunSettings;
  readonly seed: number;
}

/**
 * Looks for use of the future in a strategy, unless the cache knows what was found.
 * @returns the symbols that were looked at.
 * @throws Problem naming bar and column when the strategy knows what comes.
 */
export async function refuseLookAhead(
  { strategy, compiled, ...options }: Suspect,
  inputs: InputSource,
  codeCache: CodeCache | undefined,
): Promise<{ readonly symbols: readonly string[]; readonly found: 0 }> {
  const symbols = new Set<string>();
  for (const one of compiled) {
    const question = { strategy, parameters: one.parameters, ...options };
    const checked = await lookAheadWithCache(question, inputs, codeCache, async () => {
      const loaded = await inputs.load();
      return usageProblem(() => checkLookAhead(one, loaded, options));
    });
    if (checked.findings.length > 0) throw lookAheadProblem(one, checked);
    for (const symbol of checked.symbols) symbols.add(symbol);
  }
  return { symbols: [...symbols], found: 0 };
}

function lookAheadProblem({ strategy }: CompiledStrategy, { findings }: LookAheadCheck): Problem {
  const [{ symbol, ...first }] = findings;
  const columns = [...new Set(findings.map(({ column }) => `"${column}"`))].join(', ');
  return new Problem(
    'usage',
    `${strategy.name} sees the future in ${columns}. ${symbol}: ${describeLookAhead(first)}`,
    {
      suggestion:
        'A value at bar i may use bars 0 to i only. --no-look-ahead-check runs it all the same, for what that is worth.',
    },
  );
}
