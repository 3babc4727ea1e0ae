import { isoDate, parseIsoDate } from '../../models/bars/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import type { PromotionRule } from '../config/index.js';
import { Problem } from '../errors/index.js';
import type { ModelCard } from './card.js';
import { type Challenge, challenge } from './challenge.js';
import { featureSources } from './feature-sources.js';
import { knownFeatures } from './known-features.js';
import type { StoredModel } from './model-folder.js';
import { openScoringModel } from './scoring-model.js';
import { type UnseenRows, unseenRows } from './unseen-rows.js';

/** Two models on the sessions that neither has seen. */
export interface Comparison extends Challenge {
  readonly champion: string;
  readonly challenger: string;
  /** ISO dates of the first and last session whose outcome is known; null where there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Bars ahead, and symbol-sessions. */
  readonly horizon: number;
  readonly rows: number;
  /** The outcome in a sentence. */
  readonly words: string;
}

/** Fewer sessions than this decide nothing. */
const LEAST_SESSIONS = 10;

/**
 * Compares two models by the daily rank IC of their scores with the return over the champion's horizon, on
 * sessions so late that no label of either training reaches into them.
 * @throws Problem when a card does not say when its training ended: what it has seen is unknown then.
 */
export async function compareModels(
  champion: StoredModel,
  challenger: StoredModel,
  loaded: LoadedInputs,
  { leadErrors }: Pick<PromotionRule, 'leadErrors'>,
): Promise<Comparison> {
  const horizon = champion.card.horizon ?? challenger.card.horizon ?? 5;
  const after = Math.max(seenUntil(champion.card, loaded), seenUntil(challenger.card, loaded));
  const known = knownFeatures();
  const sides = [champion, challenger].map((model) => ({
    model,
    sources: featureSources(model.card, known),
  }));
  const [first, second] = await Promise.all(
    sides.map(async ({ model, sources }) => {
      const rows = unseenRows(loaded, sources, after, horizon);
      return { rows, scores: await scoresOf(model, rows) };
    }),
  );
  const { rows } = first;
  const result = challenge(first.scores, second.scores, rows.forward, rows.session, horizon, leadErrors);
  const isEnough = result.sessions >= LEAST_SESSIONS;
  const dates = rows.session.length === 0 ? [] : [rows.session[0], rows.session[rows.session.length - 1]];
  const named = { champion: champion.card.name, challenger: challenger.card.name };
  return {
    ...result,
    ...named,
    isPromoted: isEnough && result.isPromoted,
    from: dates.length === 0 ? null : isoDate(rows.sessions[dates[0]]),
    to: dates.length === 0 ? null : isoDate(rows.sessions[dates[1]]),
    horizon,
    rows: rows.forward.length,
    words: inWords(result, named, { isEnough, leadErrors }),
  };
}

/** The last session that a label of its training reaches. */
function seenUntil(card: ModelCard, { market }: LoadedInputs): number {
  if (!card.training) {
    throw new Problem('input', `the card of ${card.name} does not say when its training ended`, {
      suggestion: 'Without it nobody knows which data it has not seen: add "training" to card.json.',
    });
  }
  const end = parseIsoDate(card.training.to);
  const later = market.sessions.filter((time) => time > end);
  const reach = card.horizon ?? 1;
  if (later.length === 0) return end;
  return later[Math.min(reach, later.length) - 1];
}

async function scoresOf(model: StoredModel, rows: UnseenRows): Promise<Float32Array> {
  if (rows.forward.length === 0) return new Float32Array(0);
  const opened = await openScoringModel(model);
  try {
    const columns = model.card.features.map(({ name }) => rows.columns.get(name) ?? new Float64Array(0));
    return await opened.score(columns, rows.session);
  } finally {
    await opened.close();
  }
}

function inWords(
  { championIc, challengerIc, difference, t, sessions, isPromoted }: Challenge,
  { champion, challenger }: { readonly champion: string; readonly challenger: string },
  { isEnough, leadErrors }: { readonly isEnough: boolean; readonly leadErrors: number },
): string {
  if (!isEnough) {
    return `${sessions} sessions that neither has seen have come due; ${LEAST_SESSIONS} are the least to decide on`;
  }
  const figures = `rank IC ${challengerIc.toFixed(4)} against ${championIc.toFixed(4)} on ${sessions} sessions that neither has seen, difference ${difference.toFixed(4)}, ${t.toFixed(1)} errors from zero`;
  return isPromoted
    ? `${challenger} wins: ${figures}`
    : `${champion} stays: ${figures}; a challenger must lead by ${leadErrors} errors`;
}
