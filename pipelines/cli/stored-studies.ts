import { FIGURES } from '../../models/statistics/index.js';
import { Problem } from '../errors/index.js';
import { listStudies, maybeReadResearch, readStudy } from '../research/index.js';
import type { Workspace } from '../workspace/index.js';
import { figureText } from './figure-text.js';
import { print, printJson } from './output.js';
import { formatNumber, formatTable } from './table.js';

/** Prints the stored backtests and sweeps, latest first. */
export async function printStudies(workspace: Workspace, isJson: boolean): Promise<void> {
  const rows = (await maybeReadResearch(workspace, listStudies)) ?? [];
  if (isJson) {
    printJson(rows);
    return;
  }
  if (rows.length === 0) {
    print(`No backtest is stored in ${workspace.root} yet: every "npx technic backtest" stores its own.`);
    return;
  }
  const titles = [
    'id',
    'kind',
    'strategy',
    'parameters',
    'symbols',
    'from',
    'to',
    'Sharpe',
    'tries',
    'deflated %',
  ];
  print(
    formatTable(
      titles.map((title, c) => ({ title, align: c < 4 ? ('left' as const) : ('right' as const) })),
      rows.map((row) => [
        row.id,
        row.kind,
        row.strategy,
        parameterText(row.parameters),
        String(row.symbols),
        row.from,
        row.to,
        formatNumber(row.sharpe ?? Number.NaN, 2),
        String(row.trials),
        row.deflatedSharpe === null ? '-' : (100 * row.deflatedSharpe).toFixed(0),
      ]),
    ),
  );
}

/** Prints one stored backtest or sweep. @throws Problem for an id that is not on record. */
export async function printStudy(workspace: Workspace, id: string, isJson: boolean): Promise<void> {
  const study = await maybeReadResearch(workspace, (database) => readStudy(database, id));
  if (study === undefined) {
    throw new Problem('usage', `no backtest is stored in ${workspace.root}`, {
      suggestion: 'Name another --workspace, or run a backtest first.',
    });
  }
  if (isJson) {
    printJson(study);
    return;
  }
  const { figures, trades, combinations } = study as Readonly<{
    figures?: Record<string, number | null>;
    trades?: readonly unknown[];
    combinations?: readonly unknown[];
  }>;
  print(
    `${study.title}, stored ${study.stored_at}: ${study.first_date} to ${study.last_date}, ${study.market}\n` +
      `data ${study.data_hash}, code ${study.code_version}, seed ${study.seed}, try ${study.trials} on this market\n` +
      `settings ${JSON.stringify(study.settings)}\ndoubt ${JSON.stringify(study.doubt)}`,
  );
  if (study.definition !== null) print(String(study.definition));
  if (combinations) {
    print(`${combinations.length} combinations, each with all figures: --json`);
    return;
  }
  print(`parameters ${parameterText(study.parameters)}; ${trades?.length} trades and the equity: --json`);
  print(
    formatTable(
      [
        { title: 'figure', align: 'left' },
        { title: 'value', align: 'right' },
      ],
      FIGURES.map(({ name, title, unit }) => [title, figureText(unit, figures?.[name] ?? undefined)]),
    ),
  );
}

function parameterText(parameters: unknown): string {
  return Object.entries(parameters as Record<string, number>)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
