import { join } from 'node:path';
import type { Command } from 'commander';
import { loadInputs } from '../../backtest/index.js';
import { Problem, toProblem } from '../../errors/index.js';
import {
  compareModels,
  listModels,
  modelFolder,
  type ModelWatch,
  modelWatch,
  promoteModel,
  readCard,
  readModel,
  verifyModel,
} from '../../score/index.js';
import { printCard } from '../card-text.js';
import { addCommonFlags } from '../flags.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import { formatNumber, formatTable } from '../table.js';

const EXAMPLES = `
Examples:
  npx technic models list
  npx technic models compare default-synthetic gbdt-fwd5
  npx technic models promote gbdt-fwd5 --over default-synthetic`;

export function registerModels(program: Command, signal: AbortSignal): void {
  const command = program
    .command('models')
    .description('List the models of the workspace, show a card, verify a folder, compare two, promote one.')
    .addHelpText('after', EXAMPLES);
  addCommonFlags(command.command('list').description('Every model with its verdict.')).action(
    async (flags: CommonFlags) => {
      list((await openSession(flags, signal)).workspace.models, flags.json ?? false);
    },
  );
  addCommonFlags(
    command.command('show <name>').description('What a model is worth, and why; the whole card with --json.'),
  ).action(async (name: string, flags: CommonFlags) => {
    const card = readCard(modelFolder((await openSession(flags, signal)).workspace.models, name));
    if (flags.json) printJson(card);
    else printCard(card);
  });
  addCommonFlags(
    command
      .command('verify <name>')
      .description('Card, file, session, seeded scores, agreement with our own inference.'),
  ).action(async (name: string, flags: CommonFlags) => {
    const found = await verifyModel(modelFolder((await openSession(flags, signal)).workspace.models, name));
    if (flags.json) {
      printJson(found);
      return;
    }
    const agreement =
      found.maxAbsDiff === undefined
        ? 'made elsewhere'
        : `differs from our inference by ${found.maxAbsDiff.toExponential(1)}`;
    print(
      `${found.name}: ${found.rows} seeded rows scored by ${found.provider}, ${formatNumber(found.lowest)} to ${formatNumber(found.highest)}; ${agreement}`,
    );
  });
  addCommonFlags(
    command
      .command('watch <name>')
      .description(
        'How a model is holding up: live IC beside the promised, drift, calibration, challengers.',
      ),
  ).action((name: string, flags: CommonFlags) => watch(name, flags, signal));
  addSourceFlags(
    addCommonFlags(
      command
        .command('compare <champion> <challenger>')
        .description('Rank IC of both on the sessions that neither has seen.'),
    ),
  ).action(async (champion: string, challenger: string, flags: CompareFlags) => {
    const { comparison } = await compare(champion, challenger, flags, signal);
    if (flags.json) printJson(comparison);
    else print(comparison.words);
  });
  addSourceFlags(
    addCommonFlags(
      command
        .command('promote <challenger>')
        .description('Put a model in the place of another that it has beaten on sessions neither has seen.')
        .requiredOption('--over <champion>', 'the model whose place and name it takes')
        .option('--anyway', 'also without evidence'),
    ),
  ).action((challenger: string, flags: CompareFlags) => promote(challenger, flags, signal));
}

async function watch(name: string, flags: CommonFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  const card = readCard(modelFolder(session.workspace.models, name));
  const database = await openDatabase(session, {});
  try {
    const found = await modelWatch(database, name);
    session.close();
    if (!found) {
      throw new Problem('input', `no night has asked ${name} yet`, {
        suggestion: 'Run "npx technic nightly": it asks every model of the workspace.',
      });
    }
    const promised = card.evaluation?.ic.mean ?? null;
    if (flags.json)
      printJson({ model: name, verdict: card.verdict, createdAt: card.createdAt, promised, ...found });
    else printWatch(name, promised, found);
  } finally {
    database.close();
  }
}

function printWatch(name: string, promised: number | null, found: ModelWatch): void {
  const { live, drift, failure, retrain, challenges } = found;
  print(`${name} on ${found.asOf}${failure === null ? '' : `: no scores, ${failure}`}`);
  print(
    live.sessions === 0
      ? `live rank IC: nothing has come due yet; promised ${formatNumber(promised, 4)}`
      : `live rank IC ${formatNumber(live.ic, 4)} ± ${formatNumber(live.stdErr, 4)} on ${live.sessions} days; promised ${formatNumber(promised, 4)}`,
  );
  const most = drift.slice(0, 3).map(({ feature, psi }) => `${feature} ${formatNumber(psi, 2)}`);
  print(
    `drift (PSI, above 0.25 is a shift): score ${formatNumber(found.scorePsi, 2)}; most in ${most.join(', ')}`,
  );
  print(retrain === '' ? 'it may stay' : `it wants a new training: ${retrain}`);
  for (const words of challenges) print(`challenge: ${words}`);
}

interface CompareFlags extends CommonFlags, SourceFlags {
  readonly over?: string;
  readonly anyway?: boolean;
}

async function compare(champion: string, challenger: string, flags: CompareFlags, signal: AbortSignal) {
  const session = await openSession(flags, signal);
  const { models } = session.workspace;
  const [first, second] = [champion, challenger].map((name) => readModel(modelFolder(models, name)));
  const database = await openDatabase(session, flags);
  try {
    const loaded = await loadInputs(database, { symbols: 'all', adjust: session.config.adjust });
    const comparison = await compareModels(first, second, loaded, session.config.models.promotion);
    session.close();
    return { comparison, models };
  } finally {
    database.close();
  }
}

async function promote(challenger: string, flags: CompareFlags, signal: AbortSignal): Promise<void> {
  const champion = flags.over ?? '';
  const { comparison, models } = await compare(champion, challenger, flags, signal);
  if (!comparison.isPromoted && !flags.anyway) {
    throw new Problem('input', `${challenger} is not promoted: ${comparison.words}`, {
      suggestion:
        'Wait for more sessions, or promote it --anyway: the evidence is then against it, or absent.',
    });
  }
  const { model, retired } = promoteModel(models, champion, challenger);
  if (flags.json) {
    printJson({ comparison, promoted: challenger, path: model.folder, retired });
    return;
  }
  print(comparison.isPromoted ? comparison.words : `warning: promoted without evidence: ${comparison.words}`);
  print(`${challenger} is now ${champion}; the model before it is kept in ${retired}`);
}

function list(models: string, isJson: boolean): void {
  const cards = listModels(models).flatMap((name) => {
    try {
      return [{ name, card: readCard(join(models, name)) }];
    } catch (error) {
      process.stderr.write(`warning: ${toProblem(error).message}\n`);
      return [];
    }
  });
  if (isJson) {
    printJson(
      cards.map(({ name, card }) => ({
        name,
        kind: card.kind,
        label: card.label,
        verdict: card.verdict,
        trials: card.training?.trials,
        createdAt: card.createdAt,
      })),
    );
    return;
  }
  if (cards.length === 0) {
    print('no models yet: npx technic train');
    return;
  }
  const columns = ['name', 'kind', 'label', 'verdict', 'made'].map((title) => ({
    title,
    align: 'left' as const,
  }));
  print(
    formatTable(
      columns,
      cards.map(({ name, card }) => [
        name,
        card.kind,
        card.label ?? '-',
        card.verdict,
        card.createdAt?.slice(0, 10) ?? '-',
      ]),
    ),
  );
}
