import { join } from 'node:path';
import { features } from '../../models/features/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import type { CodeCache } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { toProblem } from '../errors/index.js';
import type { Progress } from '../progress/index.js';
import type { ScanOutcome } from '../scan/index.js';
import {
  type Comparison,
  type FeatureSource,
  knownFeatures,
  listModels,
  type ScoredNight,
  scoreModels,
} from '../score/index.js';
import type { Database } from '../store/index.js';
import {
  challengeNight,
  defaultModelName,
  hasModel,
  type SmallModelOptions,
  trainSmallModel,
} from '../train/index.js';
import type { Workspace } from '../workspace/index.js';
import { codeVersion } from './code-version.js';

export interface ModelStageOptions {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly now: number;
  /** Keeps what models said of the same features. */
  readonly cache?: CodeCache;
}

export interface ModelStage extends ScoredNight {
  /** Challengers that were decided on tonight. */
  readonly challenges: readonly Comparison[];
}

/** Lets the models of the workspace score the as-of session; trains a small one first where there is none. */
export async function runModels(
  database: Database,
  outcome: ScanOutcome,
  loaded: LoadedInputs,
  options: ModelStageOptions,
): Promise<ModelStage> {
  const { workspace, config, progress, now } = options;
  const { isSynthetic } = outcome.market.ingest;
  progress.start('models');
  if (config.models.trainDefault && !hasModel(workspace.models, isSynthetic))
    await trainFirst(database, outcome, options);
  const challenges = config.models.challenge ? await runChallenge(database, loaded, options) : [];
  const night = await scoreModels(database, sourceOf(outcome, loaded), {
    folder: workspace.models,
    use: config.models,
    isSynthetic,
    now,
    cache: options.cache,
    onProgress: (done, total) => progress.advance(done, total, 'models'),
  });
  progress.finish(night.models.length, 'models');
  for (const { name, failure, scored, retrain } of night.models) {
    if (failure) {
      const isNamed = failure.startsWith(`model ${name} `);
      progress.note('warning', isNamed ? failure : `model ${name}: ${failure}`);
    }
    if (scored?.note) progress.note('info', `model ${name}: ${scored.note}`);
    if (retrain.length > 0)
      progress.note('info', `model ${name} wants a new training: ${retrain.join('; ')}`);
  }
  return { ...night, challenges };
}

/** A market too short to train on has no model, and the night goes on without one. */
async function trainFirst(
  database: Database,
  { market }: ScanOutcome,
  options: ModelStageOptions,
): Promise<void> {
  const { progress, signal } = options;
  try {
    const { model } = await trainSmallModel(
      database,
      market,
      defaultModelName(market.ingest.isSynthetic),
      smallModel(options),
    );
    progress.note('info', `trained ${model.card.name}: verdict ${model.card.verdict}`);
  } catch (error) {
    if (signal.aborted) throw error;
    progress.note('warning', `no model was trained: ${toProblem(error).message}`);
  }
}

/** Decides on the challengers of the nightly's own model, and trains another when it is time. */
async function runChallenge(
  database: Database,
  loaded: LoadedInputs,
  options: ModelStageOptions,
): Promise<readonly Comparison[]> {
  const { workspace, progress } = options;
  const champion = defaultModelName(loaded.market.ingest.isSynthetic);
  if (!listModels(workspace.models).includes(champion)) return [];
  const { decided, trained, failures } = await challengeNight(
    database,
    loaded,
    champion,
    options.config.models.promotion,
    smallModel(options),
  );
  for (const { words } of decided) progress.note('info', words);
  if (trained) progress.note('info', `trained ${trained}: it is decided on when it has been watched`);
  for (const failure of failures) progress.note('warning', failure);
  return decided;
}

function smallModel({ workspace, config, progress, signal, now }: ModelStageOptions): SmallModelOptions {
  return {
    models: workspace.models,
    checkpoints: join(workspace.cache, 'training'),
    adjust: config.adjust,
    seed: config.seed,
    costBps: config.costBps,
    codeVersion: codeVersion(),
    now,
    onProgress: (done, total, unit) => progress.advance(done, total, unit),
    signal,
  };
}

function sourceOf({ market, numbers, isCurrent }: ScanOutcome, loaded: LoadedInputs): FeatureSource {
  // Every symbol that trades on the as-of session, with a rating or without: a model may know more.
  const rows = market.symbols
    .filter(({ index, isBenchmark }) => !isBenchmark && isCurrent[index] === 1)
    .map(({ index }) => index);
  const at = (values: Float64Array) => Float64Array.from(rows, (index) => values[index]);
  return {
    symbols: rows.map((index) => market.symbols[index].symbol),
    computed: new Map(
      features.flatMap(({ name }) => {
        const values = numbers.get(name);
        return values ? [[name, at(values)] as const] : [];
      }),
    ),
    expressions: knownFeatures(),
    loaded,
  };
}
