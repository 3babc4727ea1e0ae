import type { Command } from 'commander';
import { isoDate } from '../../../models/bars/index.js';
import { loadInputs, type LoadedInputs } from '../../backtest/index.js';
import {
  knownFeatures,
  likelihood,
  modelFolder,
  rankScores,
  readModel,
  type SessionScores,
  scoreSession,
  scoreUse,
  scoreWords,
} from '../../score/index.js';
import { sourceHash, withRunCache } from '../../run/index.js';
import { addCacheFlags, addCommonFlags, type CacheFlags, toCount, toDate } from '../flags.js';
import { print, printJson } from '../output.js';
import { cacheOptions, type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import { formatNumber, formatTable } from '../table.js';

interface ScoreFlags extends CommonFlags, CacheFlags, SourceFlags {
  readonly model: string;
  readonly asOf?: string;
  readonly top?: string;
}

const TOP = 20;
const REASONS = 3;

const EXAMPLES = `
The verdict of the model's card comes first. With "none" no probability is shown, unless the config insists
(models.insist): scores of such a model mean nothing that could be measured.

Examples:
  npx technic score --model gbdt-fwd10
  npx technic score --model ./my-lightgbm --source csv --path prices.csv.gz
  npx technic score --model default-synthetic --as-of 2025-06-30 --json`;

export function registerScore(program: Command, signal: AbortSignal): void {
  const command = program
    .command('score')
    .description('Score every symbol with one model, and say why.')
    .requiredOption('--model <model>', 'a model of the workspace by name, or the path of a model folder')
    .option('--as-of <date>', 'score this session instead of the last')
    .option('--top <n>', `how many to print from each end (not with --json; default: ${TOP})`)
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(addCacheFlags(command))).action((flags: ScoreFlags) => run(flags, signal));
}

async function run(flags: ScoreFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  const asOf = toDate('--as-of', flags.asOf);
  const top = toCount('--top', flags.top, 1) ?? TOP;
  const model = readModel(modelFolder(session.workspace.models, flags.model));
  const database = await openDatabase(session, flags);
  try {
    const loaded = await loadInputs(database, { symbols: 'all', adjust: session.config.adjust, to: asOf });
    const { insist, providers } = session.config.models;
    const symbols = currentSymbols(loaded);
    const source = {
      symbols,
      computed: new Map<string, Float64Array>(),
      expressions: knownFeatures(),
      loaded,
    };
    const { scored, use } = await withRunCache(cacheOptions(session, flags), async (cache) => {
      const kept = cache && { cache, codeHash: sourceHash(), refresh: flags.refresh };
      const scored = await scoreSession(model, source, { executionProviders: providers, cache: kept });
      return { scored, use: scoreUse(cache?.stats(), symbols.length) };
    });
    session.close();
    const date = isoDate(loaded.market.asOf);
    if (scored.note) process.stderr.write(`note: ${scored.note}\n`);
    if (date <= (model.card.training?.to ?? ''))
      process.stderr.write(
        `note: ${model.card.name} was trained on ${date}: these scores are no test of it\n`,
      );
    if (flags.json) printJson({ ...document(scored, symbols, date, insist), cache: use });
    else printScores(scored, symbols, date, { insist, top });
    if (!flags.quiet) process.stderr.write(`${scoreWords(use)}\n`);
  } finally {
    database.close();
  }
}

/** Symbols with a bar on the as-of session that belong to the universe on it. */
function currentSymbols({ market, symbols, inputs }: LoadedInputs): string[] {
  return symbols.filter((_, k) => {
    const { bars, eligible } = inputs[k];
    const last = bars.time.length - 1;
    return bars.time[last] === market.asOf && (eligible === undefined || eligible[last] === 1);
  });
}

function document(scored: SessionScores, symbols: readonly string[], date: string, insist: boolean) {
  const { card, hash, provider, scores, cases } = scored;
  const casesOf = new Map(cases.map((one) => [one.row, one.cases]));
  return {
    model: { name: card.name, hash, verdict: card.verdict, reasons: card.reasons, provider },
    date,
    horizon: card.horizon ?? null,
    drift: scored.drift ?? null,
    scores: rankScores(scores).map((row, place) => {
      const chance = likelihood(card, scores[row], insist);
      return {
        symbol: symbols[row],
        rank: place + 1,
        score: scores[row],
        probability: chance?.probability ?? null,
        probabilityText: chance?.text ?? null,
        expected: scored.contributions?.expected ?? null,
        contributions: contributionsOf(scored, row),
        cases: (casesOf.get(row) ?? []).map(({ symbol, time, distance, forward }) => ({
          symbol,
          date: isoDate(time),
          distance,
          forward,
        })),
      };
    }),
  };
}

/** What each feature added, by name; null for a model from elsewhere. */
function contributionsOf({ card, contributions }: SessionScores, row: number): Record<string, number> | null {
  if (!contributions) return null;
  return Object.fromEntries(card.features.map(({ name }, f) => [name, contributions.byFeature[f][row]]));
}

function printScores(
  scored: SessionScores,
  symbols: readonly string[],
  date: string,
  { insist, top }: { readonly insist: boolean; readonly top: number },
): void {
  const { card, scores } = scored;
  print(`verdict of ${card.name}: ${card.verdict}${card.reasons.length > 0 ? '' : ', not evaluated here'}`);
  for (const reason of card.reasons) print(`  ${reason}`);
  if (card.verdict === 'none' && insist) print('warning: shown because the config insists (models.insist)');
  const ranking = rankScores(scores);
  const ends = ranking.length <= 2 * top ? ranking : [...ranking.slice(0, top), ...ranking.slice(-top)];
  const placeOf = new Map(ranking.map((row, place) => [row, place + 1]));
  print(
    formatTable(
      [
        { title: date, align: 'left' },
        { title: 'rank', align: 'right' },
        { title: 'score', align: 'right' },
        { title: 'above the middle', align: 'left' },
        { title: 'mostly because of', align: 'left' },
      ],
      ends.map((row) => [
        symbols[row],
        String(placeOf.get(row)),
        formatNumber(scores[row], 4),
        likelihood(card, scores[row], insist)?.text ?? '-',
        mainReasons(scored, row),
      ]),
    ),
  );
  const without = symbols.length - ranking.length;
  print(`${ranking.length} symbols scored${without > 0 ? `, ${without} without a score` : ''}`);
}

function mainReasons(scored: SessionScores, row: number): string {
  const parts = Object.entries(contributionsOf(scored, row) ?? {});
  return parts
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, REASONS)
    .map(([name, value]) => `${name} ${value > 0 ? '+' : ''}${formatNumber(value, 4)}`)
    .join(', ');
}
