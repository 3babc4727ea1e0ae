import { FIGURES } from '../../models/statistics/index.js';
import type { Strategy } from '../../models/strategies/index.js';
import type { Doubt, SweepTable } from '../search/index.js';
import { print } from './output.js';
import { formatNumber, formatTable } from './table.js';

/** A sweep as one JSON document: every combination with all figures and its neighbourhood. */
export function sweepDocument(table: SweepTable, doubt: Doubt, facts: Record<string, unknown>) {
  const width = FIGURES.length;
  return {
    ...facts,
    trials: table.combinations.length,
    resumedBlocks: table.resumedBlocks,
    best: {
      parameters: table.combinations[doubt.best],
      sharpe: doubt.sharpe,
      sharpeInterval: doubt.sharpeInterval,
    },
    doubt: {
      deflatedSharpe: doubt.deflated.dsr,
      probabilisticSharpe: doubt.deflated.psr,
      expectedMaximumSharpePerBar: doubt.deflated.expectedMaximum,
      probabilityOfOverfitting: doubt.overfitting,
      realityCheck: doubt.realityCheck,
      stable: doubt.stable === undefined ? undefined : table.combinations[doubt.stable],
      walkForward: doubt.walkForward,
      cpcv: doubt.cpcv,
    },
    failures: table.failures,
    combinations: table.combinations.map((parameters, c) => ({
      parameters,
      plateauSharpe: doubt.stability?.plateau[c],
      worstNeighbourSharpe: doubt.stability?.worst[c],
      figures: Object.fromEntries(FIGURES.map(({ name }, k) => [name, table.figures[c * width + k]])),
    })),
  };
}

/** Prints a sweep for a person: the best combinations, and what speaks against them. */
export function printSweep(
  table: SweepTable,
  doubt: Doubt,
  strategy: Strategy,
  {
    symbols,
    account,
    top,
  }: { readonly symbols: number; readonly account: 'each' | 'portfolio'; readonly top: number },
): void {
  const { combinations } = table;
  const names = Object.keys(combinations[0]);
  const width = FIGURES.length;
  const at = (c: number, name: string) =>
    table.figures[c * width + FIGURES.findIndex((figure) => figure.name === name)];
  const order = combinations.map((_, c) => c).sort((a, b) => at(b, 'sharpe') - at(a, 'sharpe'));
  const shown = ['sharpe', 'cagr', 'maxDrawdown', 'closedTrades', 'winRate'];
  print(
    `${strategy.title}: ${combinations.length} combinations x ${symbols} symbols${account === 'portfolio' ? ' in one account' : '; figures are means over the symbols'}`,
  );
  print(
    formatTable(
      [...names, ...shown].map((title) => ({ title, align: 'right' as const })),
      order
        .slice(0, top)
        .map((c) => [
          ...names.map((name) => String(combinations[c][name])),
          ...shown.map((name) => formatNumber(at(c, name))),
        ]),
    ),
  );
  const chosen = names.map((name) => `${name} ${combinations[doubt.best][name]}`).join(', ');
  const { lower, upper } = doubt.sharpeInterval;
  if (Number.isNaN(doubt.sharpe)) {
    print('No combination ever held a position, so there is nothing to doubt.');
    return;
  }
  print(
    `${account === 'portfolio' ? 'The best' : 'All accounts together: the best'}, ${chosen}, has a Sharpe ratio of ${formatNumber(doubt.sharpe, 2)} (95 %: ${formatNumber(lower, 2)} to ${formatNumber(upper, 2)}) in sample.`,
  );
  print(
    `Deflated for ${doubt.deflated.trials} tries: ${(100 * doubt.deflated.dsr).toFixed(0)} % likely above zero.`,
  );
  if (doubt.overfitting !== undefined)
    print(`Probability of backtest overfitting: ${(100 * doubt.overfitting).toFixed(0)} %.`);
  if (doubt.realityCheck)
    print(
      `Reality check p = ${formatNumber(doubt.realityCheck.white, 2)}, SPA p = ${formatNumber(doubt.realityCheck.spa, 2)} (against cash).`,
    );
  if (doubt.stable !== undefined)
    print(
      `On the highest plateau: ${names.map((name) => `${name} ${combinations[doubt.stable ?? 0][name]}`).join(', ')}.`,
    );
  if (doubt.cpcv) {
    const { pathSharpes, mean, lossShare, folds } = doubt.cpcv;
    print(
      `Cross-validated over ${folds} folds: Sharpe ratios of ${pathSharpes.length} paths out of sample from ${formatNumber(pathSharpes[0], 2)} to ${formatNumber(pathSharpes[pathSharpes.length - 1], 2)}, mean ${formatNumber(mean, 2)}; ${(100 * lossShare).toFixed(0)} % of them lost.`,
    );
  }
  if (doubt.walkForward) {
    const { windows, outOfSampleSharpe, efficiency } = doubt.walkForward;
    print(
      `Walk-forward over ${windows} windows: Sharpe ratio out of sample ${formatNumber(outOfSampleSharpe, 2)}, ${(100 * efficiency).toFixed(0)} % of what training promised.`,
    );
  }
}
