import { join } from 'node:path';
import type { Command } from 'commander';
import { Problem, toProblem } from '../../errors/index.js';
import { listModels, readCard, verifyModel } from '../../score/index.js';
import { addCommonFlags } from '../flags.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openSession } from '../session.js';
import { formatNumber, formatTable } from '../table.js';

export function registerModels(program: Command, signal: AbortSignal): void {
  const command = program
    .command('models')
    .description('List the models of the workspace, show a card, verify a folder.');
  addCommonFlags(command.command('list').description('Every model with its verdict.')).action(
    async (flags: CommonFlags) => {
      list((await openSession(flags, signal)).workspace.models, flags.json ?? false);
    },
  );
  addCommonFlags(command.command('show <name>').description('The whole card of a model.')).action(
    async (name: string, flags: CommonFlags) => {
      printJson(readCard(modelFolder((await openSession(flags, signal)).workspace.models, name)));
    },
  );
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
}

/** A model by its name in the workspace, or by the path of its folder. */
function modelFolder(models: string, name: string): string {
  if (name.includes('/') || name.includes('\\')) return name;
  if (listModels(models).includes(name)) return join(models, name);
  throw new Problem('usage', `there is no model "${name}"`, {
    suggestion: `There are: ${listModels(models).join(', ') || 'none yet; see "npx technic train --help"'}. A folder is given by its path.`,
  });
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
