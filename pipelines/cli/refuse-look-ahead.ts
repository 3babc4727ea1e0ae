import type { CompiledStrategy } from '../../models/strategies/index.js';
import { describeLookAhead } from '../../models/validation/index.js';
import { checkLookAhead, type LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { usageProblem } from './usage-problem.js';

/**
 * Looks for use of the future in a strategy.
 * @returns the symbols that were looked at.
 * @throws Problem naming bar and column when the strategy knows what comes.
 */
export function refuseLookAhead(
  compiled: CompiledStrategy,
  loaded: LoadedInputs,
  options: Parameters<typeof checkLookAhead>[2],
) {
  const checked = usageProblem(() => checkLookAhead(compiled, loaded, options));
  if (checked.findings.length === 0) return { symbols: checked.symbols, found: 0 };
  const [{ symbol, ...first }] = checked.findings;
  const columns = [...new Set(checked.findings.map(({ column }) => `"${column}"`))].join(', ');
  throw new Problem(
    'usage',
    `${compiled.strategy.name} sees the future in ${columns}. ${symbol}: ${describeLookAhead(first)}`,
    {
      suggestion:
        'A value at bar i may use bars 0 to i only. --no-look-ahead-check runs it all the same, for what that is worth.',
    },
  );
}
