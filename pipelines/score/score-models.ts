import type { LoadedInputs } from '../backtest/index.js';
import type { CodeCache } from '../cache/index.js';
import type { RetrainRule } from '../config/index.js';
import { type Problem, toProblem } from '../errors/index.js';
import type { Database } from '../store/index.js';
import { type AskedModel, askedModels } from './asked-models.js';
import { type Blend, blendScores } from './blend-scores.js';
import { isChallenger } from './challengers.js';
import type { FeatureSource } from './feature-columns.js';
import { type LiveIc, liveIc } from './live-ic.js';
import { readModel } from './model-folder.js';
import { type SessionScores, scoreSession } from './score-session.js';
import { retrainReasons } from './watch-model.js';

/** What the config says of models. */
export interface ModelUse {
  /** Weight of each model in the blend; all models alike when empty. */
  readonly blend: readonly { readonly name: string; readonly weight: number }[];
  readonly method: 'weights' | 'rank';
  /** Blend and show probabilities even of models whose verdict is none. */
  readonly insist: boolean;
  /** When a model is said to want a new training. */
  readonly retrain: RetrainRule;
  /** Model folders outside the workspace. */
  readonly paths: readonly string[];
  /** Execution providers of the runtime in the order they are tried. */
  readonly providers: readonly string[];
}

/** One model's night. */
export interface ModelNight {
  readonly name: string;
  readonly seconds: number;
  readonly scored: SessionScores | undefined;
  readonly live: LiveIc | undefined;
  /** Why it should be trained again; empty when it may stay. */
  readonly retrain: readonly string[];
  /** Why it gave no scores. */
  readonly failure: string | undefined;
}

export interface ScoredNight {
  /** Symbols in the order of every model's scores. */
  readonly symbols: readonly string[];
  readonly models: readonly ModelNight[];
  readonly blend: Blend;
}

export interface ScoreModelsOptions {
  readonly folder: string;
  readonly use: ModelUse;
  readonly isSynthetic: boolean;
  readonly now: number;
  /** Keeps what models said of the same features. */
  readonly cache?: CodeCache;
  readonly onProgress?: (done: number, total: number) => void;
}

const DEFAULT_HORIZON = 5;

/**
 * Lets every model of the workspace score one session, with reasons, drift and its live record. A model
 * that cannot is a recorded failure; the others go on.
 */
export async function scoreModels(
  database: Database,
  source: FeatureSource,
  options: ScoreModelsOptions,
): Promise<ScoredNight> {
  const asked = askedModels(options.folder, options.use.paths);
  const models: ModelNight[] = [];
  for (const model of asked) {
    models.push(await scoreOne(database, model, source, options));
    options.onProgress?.(models.length, asked.length);
  }
  const { use } = options;
  const weightOf = (name: string) =>
    use.blend.length === 0
      ? Number(!isChallenger(name))
      : (use.blend.find((one) => one.name === name)?.weight ?? 0);
  const blend = blendScores(
    models.flatMap(({ name, scored }) =>
      scored ? [{ card: scored.card, scores: scored.scores, weight: weightOf(name) }] : [],
    ),
    use.method,
    use.insist,
  );
  return { symbols: source.symbols, models, blend };
}

async function scoreOne(
  database: Database,
  { name, folder, clash }: AskedModel,
  source: FeatureSource,
  { use, isSynthetic, now, cache }: ScoreModelsOptions,
): Promise<ModelNight> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    if (clash) throw clash;
    const model = readModel(folder);
    const trainedOnSynthetic = model.card.training?.isSynthetic;
    if (trainedOnSynthetic !== undefined && trainedOnSynthetic !== isSynthetic) {
      const market = (made: boolean) => (made ? 'a made-up market' : 'real prices');
      return {
        name,
        seconds: seconds(),
        scored: undefined,
        live: undefined,
        retrain: [],
        failure: `it was trained on ${market(trainedOnSynthetic)}, and these are ${market(isSynthetic)}: it is not asked`,
      };
    }
    const scored = await scoreSession(model, source, { executionProviders: use.providers, cache });
    const live = await recordOf(database, name, scored, source.loaded);
    return {
      name,
      seconds: seconds(),
      scored,
      live,
      retrain: retrainReasons(
        scored.card,
        {
          nowMs: now,
          liveIc: Number.isNaN(live.stdErr) ? undefined : live,
          drift: scored.drift,
        },
        use.retrain,
      ),
      failure: undefined,
    };
  } catch (error) {
    // What is written of it is published: the model's name says where, not the folders of this machine.
    const failure = sentenceOf(toProblem(error)).replaceAll(folder, name);
    return { name, seconds: seconds(), scored: undefined, live: undefined, retrain: [], failure };
  }
}

/** What is wrong and what to do, in one line: for the terminal, the store and the page. */
function sentenceOf({ message, suggestion }: Problem): string {
  const words = message.replaceAll(/\s*\n\s*(→ )?/g, ' ').replace(/[.:]$/, '');
  return suggestion === undefined ? words : `${words}. ${suggestion}`;
}

function recordOf(
  database: Database,
  name: string,
  { card, hash }: SessionScores,
  loaded: LoadedInputs,
): Promise<LiveIc> {
  return liveIc(database, { name, hash, horizon: card.horizon ?? DEFAULT_HORIZON }, loaded);
}
