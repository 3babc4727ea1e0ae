import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { type Strategy, strategies, strategyTemplate } from '../../../models/strategies/index.js';
import { Problem, toProblem, unknownName } from '../../errors/index.js';
import { PROJECT } from '../../program/index.js';
import { print, printJson } from '../output.js';
import { OWN_STRATEGIES, ownStrategies } from '../../strategy-files/index.js';
import { formatTable } from '../table.js';

const MODELS = join(PROJECT, 'models');

export function registerStrategy(program: Command): void {
  const command = program
    .command('strategy')
    .description('List the ready-made strategies, show one, begin a new one.');
  command
    .command('list')
    .description('Every ready-made strategy with its parameters.')
    .option('--json', 'one JSON document on stdout')
    .action((flags: { json?: boolean }) => list(flags.json ?? false));
  command
    .command('show <name>')
    .description('The rules, parameters and source of one strategy.')
    .option('--json', 'one JSON document on stdout')
    .action((name: string, flags: { json?: boolean }) => show(name, flags.json ?? false));
  command
    .command('new <name>')
    .description(
      `Write a TypeScript strategy to start from, in ${OWN_STRATEGIES}/ of the current directory: npx technic strategy new my-idea`,
    )
    .action(create);
}

function list(isJson: boolean): void {
  if (isJson) {
    printJson(strategies.map(facts));
    return;
  }
  const columns = ['name', 'account', 'parameters', 'title'].map((title) => ({
    title,
    align: 'left' as const,
  }));
  print(
    formatTable(
      columns,
      strategies.map(({ name, account, parameters, title }) => [
        name,
        account,
        parameters.map((parameter) => `${parameter.name}=${parameter.default}`).join(' '),
        title,
      ]),
    ),
  );
  const own = ownStrategies();
  if (own.length > 0) print(`your own, in ${resolve(OWN_STRATEGIES)}: ${own.join(', ')}`);
}

/** What a document says of each strategy. */
function facts({ name, title, description, source, parameters, account, kind }: Strategy) {
  return { name, title, description, source, parameters, account, kind };
}

function show(name: string, isJson: boolean): void {
  const strategy = strategies.find((known) => known.name === name);
  if (!strategy) {
    const known = strategies.map((ready) => ready.name);
    throw unknownName('ready-made strategy', name, known, { more: 'your own are read in their files' });
  }
  if (isJson) {
    printJson({ ...facts(strategy), ...(strategy.kind === 'rules' ? { rules: strategy.rules } : {}) });
    return;
  }
  print(`${strategy.title} (${strategy.name})\n${strategy.description}\nSource: ${strategy.source}`);
  for (const { name: parameter, title, default: value, min, max } of strategy.parameters) {
    print(`  ${parameter}=${value}  ${title}, ${min} to ${max}`);
  }
  if (strategy.kind === 'rules')
    for (const [signal, text] of Object.entries(strategy.rules)) print(`  ${signal}: ${text}`);
}

function create(name: string): void {
  const path = resolve(OWN_STRATEGIES, `${name}.ts`);
  let text: string;
  try {
    text = strategyTemplate(name, relative(dirname(path), MODELS).split(sep).join('/'));
  } catch (error) {
    throw new Problem('usage', (error as Error).message, { cause: error });
  }
  if (existsSync(path) || strategies.some((known) => known.name === name)) {
    throw new Problem('usage', `there is a strategy "${name}" already`, {
      suggestion: 'Choose another name.',
    });
  }
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw toProblem(error);
  }
  print(`${path}\n  Run it: npx technic backtest ${name} --symbols all, or by its path from elsewhere`);
}
