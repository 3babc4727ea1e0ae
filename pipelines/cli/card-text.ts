import type { IcFigures, ModelCard, ModelEvaluation } from '../score/index.js';
import { print } from './output.js';
import { formatNumber, formatTable } from './table.js';

const Z_95 = 1.959963984540054;

/** Prints what a model is worth and on what evidence: the verdict first, every figure with its error. */
export function printCard(card: ModelCard): void {
  print(`verdict: ${card.verdict}`);
  for (const reason of card.reasons) print(`  ${reason}`);
  const { evaluation } = card;
  if (!evaluation) {
    print('not evaluated here: its verdict is none until it is');
    return;
  }
  print(`\nout of sample, ${evaluation.folds.length} walk-forward tests; ± is one Newey-West error`);
  printBaselines(evaluation);
  printSilence(evaluation);
  printFigures(evaluation);
  printCertainty(card);
  if (evaluation.combinatorial) printPaths(evaluation.combinatorial);
  printSlices(evaluation);
}

function printBaselines({ ic, baselines }: ModelEvaluation): void {
  const titles = ['score', 'mean IC', '± se', 't', 'information ratio', 'sessions'];
  print(
    formatTable(
      titles.map((title, c) => ({ title, align: c === 0 ? 'left' : 'right' })),
      [['this model', ic] as const, ...Object.entries(baselines)].map(([name, figures]) => [
        name,
        formatNumber(figures.mean, 4),
        formatNumber(figures.stdErr, 4),
        formatNumber(figures.t, 1),
        formatNumber(figures.ir, 2),
        String(figures.sessions),
      ]),
    ),
  );
}

/** Sessions on which the model ordered nothing count in no IC of its own: that is said, not hidden. */
function printSilence({ ic, baselines }: ModelEvaluation): void {
  const tested = Math.max(...Object.values(baselines).map(({ sessions }) => sessions));
  if (ic.sessions >= tested) return;
  print(
    `on ${tested - ic.sessions} of ${tested} sessions it gave all symbols the same score: its search found nothing worth a tree`,
  );
}

function printFigures({ auc, brier, logLoss, errors, spread }: ModelEvaluation): void {
  print(
    `\ntop less bottom tenth: ${percent(spread.gross)} ± ${percent(spread.stdErr)} before costs, ${percent(spread.net)} after ${spread.costBps} bps one way at a turnover of ${percent(spread.turnover, 0)}`,
  );
  print(
    `AUC ${withError(auc, errors?.auc, 3)}; log loss ${withError(logLoss, errors?.logLoss, 4)} (a coin: 0.6931)`,
  );
  if (brier) {
    print(
      `Brier ${withError(brier.score, errors?.brier, 4)} = reliability ${formatNumber(brier.reliability, 4)} - resolution ${formatNumber(brier.resolution, 4)} + uncertainty ${formatNumber(brier.uncertainty, 4)} + within bins ${formatNumber(brier.within, 4)}; skill over the base rate ${percent(brier.skill)}`,
    );
  }
}

/** Calibration, and what the interval of the expected return has covered, year by year. */
function printCertainty({ calibration, conformal, verdict }: ModelCard): void {
  if (calibration) {
    const { isotonic, platt, baseRate } = calibration.brier;
    print(
      `calibration: ${calibration.map.kind}; on a later period Brier ${formatNumber(isotonic, 4)} isotonic, ${formatNumber(platt, 4)} Platt, ${formatNumber(baseRate, 4)} the base rate`,
    );
    const bins = calibration.reliability.map(
      ({ stated, observed, lower95, upper95, n }) =>
        `${share(stated)} % stated, ${share(observed)} % came (of ${n.toLocaleString('en-US')}, ${share(lower95)}-${share(upper95)} %)`,
    );
    print(`reliability on later rows: ${bins.join('; ')}`);
    if (verdict === 'none') print('with the verdict none no probability is shown of any symbol');
  }
  if (!conformal || conformal.width === null) return;
  const { date, coverage } = conformal.coverageBySession;
  const years = [...new Set(date.map((day) => day.slice(0, 4)))].map((year) => {
    const of = coverage.filter((_, k) => date[k].startsWith(year));
    return `${year} ${percent(of.reduce((sum, one) => sum + one, 0) / of.length, 0)}`;
  });
  print(
    `expected return ± ${percent(conformal.width, 1)} at ${percent(conformal.level, 0)}: held in ${percent(conformal.coverage, 1)} of the cases through time (${years.join(', ')})`,
  );
}

function printPaths({
  groups,
  testGroups,
  folds,
  paths,
}: NonNullable<ModelEvaluation['combinatorial']>): void {
  const means = paths.flatMap(({ mean }) => mean ?? []).sort((a, b) => a - b);
  print(
    `combinatorial purged cross-validation, ${testGroups} of ${groups} groups tested in ${folds} fits: ${paths.length} paths with a mean IC of ${formatNumber(means[0], 4)} to ${formatNumber(means[means.length - 1], 4)}, ${means.filter((mean) => mean <= 0).length} of them at or below zero`,
  );
}

function printSlices({ slices }: ModelEvaluation): void {
  const titles = ['by', 'value', 'mean IC', '95 %', 'sessions', 'spread after costs', '± se', 'AUC', 'Brier'];
  print('');
  print(
    formatTable(
      titles.map((title, c) => ({ title, align: c < 2 ? 'left' : 'right' })),
      slices.map(({ by, value, ic, spread, auc, brier }) => [
        by,
        value,
        formatNumber(ic.mean, 4),
        interval(ic),
        String(ic.sessions),
        percent(spread?.net),
        percent(spread?.stdErr),
        withError(auc?.mean, auc?.stdErr, 3),
        withError(brier?.mean, brier?.stdErr, 4),
      ]),
    ),
  );
}

function interval({ mean, stdErr }: IcFigures): string {
  if (mean === null || stdErr === null) return '-';
  return `${formatNumber(mean - Z_95 * stdErr, 3)} to ${formatNumber(mean + Z_95 * stdErr, 3)}`;
}

function withError(
  value: number | null | undefined,
  error: number | null | undefined,
  digits: number,
): string {
  return error == null
    ? formatNumber(value, digits)
    : `${formatNumber(value, digits)} ± ${formatNumber(error, digits)}`;
}

function percent(value: number | null | undefined, digits = 2): string {
  return value == null ? '-' : `${formatNumber(100 * value, digits)} %`;
}

function share(fraction: number): string {
  return (100 * fraction).toFixed(0);
}
