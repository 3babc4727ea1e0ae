import { join } from 'node:path';
import { isoDate, parseIsoDate } from '../../models/bars/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import type { PromotionRule } from '../config/index.js';
import { toProblem } from '../errors/index.js';
import {
  challengerName,
  challengersOf,
  type Comparison,
  compareModels,
  promoteModel,
  readCard,
  readModel,
  retireModel,
} from '../score/index.js';
import type { Database } from '../store/index.js';
import { trainSmallModel, type SmallModelOptions } from './default-model.js';

/** What a night did about challengers. */
export interface ChallengeNight {
  /** Challengers that were decided on, and how. */
  readonly decided: readonly Comparison[];
  /** A challenger that was trained tonight. */
  readonly trained: string | undefined;
  /** What went wrong, in sentences; the night goes on. */
  readonly failures: readonly string[];
}

/**
 * Decides on every challenger whose time has come, one look at each: it takes the champion's place when it
 * wins, else it is retired. Then trains a new one when enough sessions have come in since the last training.
 * @throws Problem when cancelled; whatever else goes wrong is in `failures`.
 */
export async function challengeNight(
  database: Database,
  loaded: LoadedInputs,
  champion: string,
  rule: PromotionRule,
  options: SmallModelOptions,
): Promise<ChallengeNight> {
  const failures: string[] = [];
  const decided: Comparison[] = [];
  for (const challenger of challengersOf(options.models, champion)) {
    try {
      const comparison = await decide(options.models, champion, challenger, loaded, rule);
      if (comparison) decided.push(comparison);
    } catch (error) {
      failures.push(`challenger ${challenger}: ${toProblem(error).message}`);
    }
  }
  let trained: string | undefined;
  try {
    if (isDue(options.models, champion, loaded, rule)) {
      const name = challengerName(champion, isoDate(loaded.market.asOf));
      await trainSmallModel(database, loaded.market, name, options);
      trained = name;
    }
  } catch (error) {
    if (options.signal?.aborted) throw error;
    failures.push(`no challenger was trained: ${toProblem(error).message}`);
  }
  return { decided, trained, failures };
}

/** The comparison when there is enough to decide on; the decision is carried out then. */
async function decide(
  models: string,
  champion: string,
  challenger: string,
  loaded: LoadedInputs,
  rule: PromotionRule,
): Promise<Comparison | undefined> {
  const comparison = await compareModels(
    readModel(join(models, champion)),
    readModel(join(models, challenger)),
    loaded,
    rule,
  );
  if (comparison.sessions < rule.decideAfterSessions) return undefined;
  if (comparison.isPromoted) promoteModel(models, champion, challenger);
  else retireModel(models, challenger);
  return comparison;
}

function isDue(
  models: string,
  champion: string,
  { market }: LoadedInputs,
  { trainEverySessions }: PromotionRule,
): boolean {
  const cards = [champion, ...challengersOf(models, champion)].map((name) => readCard(join(models, name)));
  const learntUntil = Math.max(...cards.map(({ training }) => parseIsoDate(training?.to ?? '1970-01-01')));
  const later = market.sessions.reduce((n, time) => (time > learntUntil ? n + 1 : n), 0);
  // The last sessions of a training have no label yet: they came in before it.
  return later >= trainEverySessions + (cards[0].horizon ?? 0);
}
