import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { Problem, toProblem } from '../../errors/index.js';
import { loadMarket } from '../../market/index.js';
import { codeVersion } from '../../run/index.js';
import { listModels, readCard } from '../../score/index.js';
import {
  loadTrainingMatrix,
  type TrainOptions,
  type TrainResult,
  train,
  trainOptionsSchema,
} from '../../train/index.js';
import { prepareWorkspace, type Workspace } from '../../workspace/index.js';
import { printCard } from '../card-text.js';
import { duration } from '../console.js';
import { addCommonFlags, toDate } from '../flags.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags, toNumber } from '../source-options.js';

interface TrainFlags extends CommonFlags, SourceFlags {
  readonly name?: string;
  readonly model?: string;
  readonly label?: string;
  readonly objective?: string;
  readonly folds?: string;
  readonly maxRows?: string;
  readonly search?: string;
  readonly cv?: string;
  readonly groups?: string;
  readonly testGroups?: string;
  readonly workers?: string;
  readonly until?: string;
}

const EXAMPLES = `
The verdict comes first: skill, weak or none, by the rules in pipelines/train/verdict.ts.
With "none" the model is kept, but nothing is ranked by it and no probability is shown.

Examples:
  npx technic train --label fwd5
  npx technic train --cv cpcv --groups 6 --test-groups 2        how much the answer owes to one path through time
  npx technic train --model ridge --label market10 --source csv --path prices.csv.gz
  npx technic train --source synthetic --seed 7 --effect 0      a market with nothing to find`;

/**
 * The command `train`. It keeps nothing in the cache, although its fits are most of the 11 s of processor time that it
 * takes on 505 symbols x 5 years: the same fits on the same rows are asked for again by a training that was
 * interrupted, and checkpoints give them to that; another night has other rows (measured 2026-11-21).
 */
export function registerTrain(program: Command, signal: AbortSignal): void {
  const command = program
    .command('train')
    .description('Train a model on the scan’s features, walk it forward, and say whether to believe it.')
    .option('--name <name>', 'folder of the model (default: the model and its label)')
    .option('--model <kind>', 'gbdt (default), ridge, logistic')
    .option('--label <label>', 'what is predicted: fwd10 (default), market10, sector10, scaled10, barrier10')
    .option('--objective <loss>', 'loss of the trees: squared (default), logistic, ranking')
    .option('--folds <n>', 'walk-forward tests (default: 5)')
    .option('--max-rows <n>', 'rows of one fit; sessions are thinned beyond (default: 120000)')
    .option('--search <extent>', 'configurations tried inside each fold: few (default), one')
    .option(
      '--cv <kind>',
      'walk-forward (default); cpcv adds combinatorial purged cross-validation, which the verdict does not rest on',
    )
    .option('--groups <n>', 'cpcv: groups of sessions (default: 6)')
    .option('--test-groups <n>', 'cpcv: groups tested at a time (default: 2)')
    .option('--until <date>', 'know nothing of later sessions, so that models can be compared on them')
    .option('--workers <n>', 'threads, which change nothing but the time (default: one per processor)')
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(command)).action((flags: TrainFlags) => run(flags, signal));
}

async function run(flags: TrainFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  const { workspace } = session;
  const stated = statedOptions(flags, session.config.seed, session.config.costBps);
  const options = checkedOptions(stated);
  const until = toDate('--until', flags.until);
  prepareWorkspace(workspace);
  const database = await openDatabase(session, flags);
  try {
    const progress = session.progress([
      { stage: 'features and labels', expectedSeconds: 3 },
      { stage: 'train', expectedSeconds: 12 },
    ]);
    progress.start('features and labels');
    const market = await loadMarket(database, until);
    const matrix = await loadTrainingMatrix(database, market, {
      label: options.label,
      adjust: session.config.adjust,
      maxRows: options.maxRows,
      workers: Math.max(1, options.workers),
      onProgress: (done, total, unit) => progress.advance(done, total, unit),
      signal,
    });
    progress.finish(matrix.session.length, 'rows');
    progress.start('train');
    let fits = 0;
    const result = await train(
      matrix,
      { ...stated, priorTrials: priorTrials(workspace, market.ingest.dataHash) },
      {
        models: workspace.models,
        checkpoints: join(workspace.cache, 'training'),
        codeVersion: codeVersion(),
        now: Date.now(),
        onProgress: (done, total, unit) => {
          fits = done;
          progress.advance(done, total, unit);
        },
        signal,
      },
    );
    progress.finish(fits, 'fits');
    session.close();
    if (flags.json) printJson(document(result));
    else printResult(result);
  } finally {
    database.close();
  }
}

/** What the flags say; what they leave out takes its default. */
function statedOptions(flags: TrainFlags, seed: number, costBps: number): Record<string, unknown> {
  const model = flags.model ?? 'gbdt';
  const label = flags.label ?? 'fwd10';
  const stated = {
    name: flags.name ?? `${model}-${label}`,
    model,
    label,
    objective: flags.objective,
    folds: toNumber('--folds', flags.folds),
    maxRows: toNumber('--max-rows', flags.maxRows),
    search: flags.search,
    cv: flags.cv,
    groups: toNumber('--groups', flags.groups),
    testGroups: toNumber('--test-groups', flags.testGroups),
    workers: toNumber('--workers', flags.workers) ?? availableParallelism(),
    seed,
    costBps,
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

function checkedOptions(stated: Record<string, unknown>): TrainOptions {
  const parsed = trainOptionsSchema.safeParse(stated);
  if (parsed.success) return parsed.data;
  throw new Problem('usage', `these options do not make a model:\n${z.prettifyError(parsed.error)}`, {
    suggestion: 'See "npx technic train --help".',
  });
}

/** Configurations tried on the same data by the models that are there; a card that cannot be read is named. */
function priorTrials(workspace: Workspace, dataHash: string): number {
  let trials = 0;
  for (const name of listModels(workspace.models)) {
    try {
      const { training } = readCard(join(workspace.models, name));
      if (training?.dataHash === dataHash) trials += training.trials;
    } catch (error) {
      process.stderr.write(`warning: its tries are not counted: ${toProblem(error).message}\n`);
    }
  }
  return trials;
}

function document({ model, evaluation, seconds, onnxMaxAbsDiff }: TrainResult) {
  const { card, folder } = model;
  return {
    verdict: card.verdict,
    reasons: card.reasons,
    metrics: {
      ic: evaluation.ic.mean,
      icStdErr: evaluation.ic.stdErr,
      icT: evaluation.ic.t,
      neutralIc: evaluation.neutralIc.mean,
      neutralIcStdErr: evaluation.neutralIc.stdErr,
      auc: evaluation.auc,
      aucStdErr: evaluation.errors?.auc ?? null,
      brier: evaluation.brier?.score ?? null,
      brierStdErr: evaluation.errors?.brier ?? null,
      brierParts: evaluation.brier,
      logLoss: evaluation.logLoss,
      logLossStdErr: evaluation.errors?.logLoss ?? null,
      spreadGross: evaluation.spread.gross,
      spreadNet: evaluation.spread.net,
      spreadStdErr: evaluation.spread.stdErr,
      turnover: evaluation.spread.turnover,
      informationRatio: evaluation.ic.ir,
      intervalLevel: card.conformal?.level ?? null,
      intervalCoverage: card.conformal?.coverage ?? null,
    },
    baselines: evaluation.baselines,
    overBaseline: evaluation.overBaseline,
    folds: evaluation.folds,
    slices: evaluation.slices,
    ...(evaluation.combinatorial && { combinatorial: evaluation.combinatorial }),
    trials: card.training?.trials,
    seconds,
    onnxParity: { maxAbsDiff: onnxMaxAbsDiff },
    path: folder,
  };
}

function printResult({ model, seconds, onnxMaxAbsDiff }: TrainResult): void {
  const { card, folder } = model;
  printCard(card);
  print(
    `\n${card.training?.trials ?? 1} configurations tried on these data; ONNX differs from our own inference by at most ${onnxMaxAbsDiff.toExponential(1)}`,
  );
  print(`done in ${duration(seconds)}: ${folder}`);
}
