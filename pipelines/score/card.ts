import { z } from 'zod';

/** A figure that may not exist: JSON has no NaN, so unknown is null. */
const figure = z.number().nullable();

const icSchema = z.strictObject({
  /** Mean daily rank IC, its Newey-West error, mean / error, and mean / daily deviation. */
  mean: figure,
  stdErr: figure,
  t: figure,
  ir: figure,
  sessions: z.int(),
});

const spreadSchema = z.strictObject({
  /** Mean forward return of the top less the bottom tenth over the horizon, before and after costs. */
  gross: figure,
  net: figure,
  stdErr: figure,
  /** Share of the two tenths replaced from one rebalance to the next, a horizon apart. */
  turnover: figure,
  costBps: z.number(),
});

/** Mean over sessions and its Newey-West error. */
const meanSchema = z.strictObject({ mean: figure, stdErr: figure });

/** Figures of some of the rows; an older card may have the IC alone. */
const sliceSchema = z.strictObject({
  by: z.string(),
  value: z.string(),
  ic: icSchema,
  spread: spreadSchema.optional(),
  auc: meanSchema.optional(),
  brier: meanSchema.optional(),
  logLoss: meanSchema.optional(),
});

const evaluationSchema = z.strictObject({
  /** Walk-forward folds: ISO dates of what trained and what tested, and the IC of the test. */
  folds: z.array(
    z.strictObject({
      trainFrom: z.string(),
      trainTo: z.string(),
      testFrom: z.string(),
      testTo: z.string(),
      config: z.string(),
      ic: figure,
    }),
  ),
  ic: icSchema,
  /** The same against what is left of the label once the session's effect of market beta is taken out. */
  neutralIc: icSchema,
  /** Horizons that the tested sessions hold side by side: degrees of freedom of the t values, plus one. */
  independentPeriods: z.int(),
  /** Combinatorial purged cross-validation, where it was asked for: the IC of each path through all sessions. */
  combinatorial: z
    .strictObject({ groups: z.int(), testGroups: z.int(), folds: z.int(), paths: z.array(icSchema) })
    .optional(),
  /** Daily rank IC of the out-of-sample scores, one per session. */
  icBySession: z.strictObject({ date: z.array(z.string()), ic: z.array(figure) }),
  deciles: z.array(z.strictObject({ decile: z.int(), meanReturn: figure, stdErr: figure, n: z.int() })),
  spread: spreadSchema,
  auc: figure,
  brier: z
    .strictObject({
      score: figure,
      reliability: figure,
      resolution: figure,
      uncertainty: figure,
      within: figure,
      skill: figure,
    })
    .nullable(),
  logLoss: figure,
  /** Newey-West errors of the sessions' means of these figures; an older card may have none. */
  errors: z.strictObject({ auc: figure, brier: figure, logLoss: figure, turnover: figure }).optional(),
  baselines: z.record(z.string(), icSchema),
  /** Mean of the daily differences of IC, market beta taken out, model less the best baseline. */
  overBaseline: z.strictObject({ baseline: z.string(), difference: figure, t: figure }).nullable(),
  slices: z.array(sliceSchema),
});

const calibrationSchema = z.strictObject({
  /** What the probability is of, in words. */
  of: z.string(),
  map: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('platt'), a: z.number(), b: z.number() }),
    z.strictObject({
      kind: z.literal('isotonic'),
      score: z.array(z.number()),
      probability: z.array(z.number()),
      support: z.array(z.number()),
    }),
  ]),
  brier: z.strictObject({ isotonic: z.number(), platt: z.number(), baseRate: z.number() }),
  /** Reliability on later rows; intervals count only independent rows. */
  reliability: z.array(
    z.strictObject({
      stated: z.number(),
      observed: z.number(),
      lower95: z.number(),
      upper95: z.number(),
      n: z.int(),
    }),
  ),
});

const conformalSchema = z.strictObject({
  level: z.number(),
  /** Expected forward return = intercept + slope x score; the interval is that ± width. */
  expected: z.strictObject({ intercept: z.number(), slope: z.number() }),
  width: figure,
  /** Measured through time, out of sample. */
  coverage: figure,
  coverageBySession: z.strictObject({ date: z.array(z.string()), coverage: z.array(z.number()) }),
});

const trainingSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  sessions: z.int(),
  symbols: z.int(),
  /** Symbols whose bars end before the market's do. */
  delisted: z.int(),
  rows: z.int(),
  /** Configurations tried in all, in this and in earlier trainings on the same data. */
  trials: z.int(),
  seed: z.int(),
  options: z.record(z.string(), z.unknown()),
  source: z.string(),
  isSynthetic: z.boolean(),
  dataHash: z.string(),
  codeVersion: z.string(),
  seconds: z.number(),
  /** Largest difference between the runtime's scores and our own. */
  onnxMaxAbsDiff: z.number(),
  importance: z.record(z.string(), z.strictObject({ gain: figure, permutation: figure })),
  /** Mean score with a feature set to a value, for the features that matter most. */
  partial: z
    .array(
      z.strictObject({
        feature: z.string(),
        value: z.array(z.number()),
        meanScore: z.array(z.number()),
      }),
    )
    .default([]),
  /** Deciles of each transformed feature and of the score in training, for drift. */
  quantiles: z.record(z.string(), z.array(z.number())),
});

/**
 * What a model is and what it is worth: `card.json` beside `model.onnx`. A model from elsewhere needs
 * `format`, `name`, `features` and the `input` and `output` that differ from the defaults; what is not
 * known about it stays away, and its verdict is none until it has been evaluated here.
 */
export const cardSchema = z.strictObject({
  format: z.literal(1),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'a model name has letters, digits, dot, dash, underscore'),
  title: z.string().max(200).optional(),
  kind: z.enum(['gbdt', 'ridge', 'logistic', 'other']).default('other'),
  createdAt: z.string().optional(),
  /** SHA-256 of model.onnx; checked when stated. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** In the order of the model's input columns. Without an expression the name must be a known feature. */
  features: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        expression: z.string().min(1).optional(),
        version: z.string().optional(),
      }),
    )
    .min(1),
  input: z
    .strictObject({
      /** One tensor [rows, features] by this name (default: the model's only input), or one per feature. */
      tensor: z.string().optional(),
      layout: z.enum(['matrix', 'columns']).default('matrix'),
      /** What is done to each feature across the symbols of a date before the model sees it. */
      transform: z.enum(['rank', 'standardise', 'none']).default('none'),
      /** `pass` hands NaN to the model; `skip` gives a row with a missing feature no score. */
      missing: z.enum(['pass', 'skip']).default('pass'),
    })
    .prefault({}),
  output: z
    .strictObject({
      /** Default: `score`, else the last float output. */
      tensor: z.string().optional(),
      /** Column of that tensor; default the last of one or two. */
      column: z.int().min(0).optional(),
      kind: z.enum(['score', 'probability']).default('score'),
    })
    .prefault({}),
  label: z.string().optional(),
  horizon: z.int().min(1).optional(),
  universe: z.string().optional(),
  training: trainingSchema.optional(),
  evaluation: evaluationSchema.optional(),
  verdict: z.enum(['skill', 'weak', 'none']).default('none'),
  /** Why, in sentences. */
  reasons: z.array(z.string()).default([]),
  calibration: calibrationSchema.nullable().default(null),
  conformal: conformalSchema.nullable().default(null),
});

export type ModelCard = z.infer<typeof cardSchema>;
export type ModelCardInput = z.input<typeof cardSchema>;
export type ModelEvaluation = z.infer<typeof evaluationSchema>;
export type IcFigures = z.infer<typeof icSchema>;
export type MeanFigures = z.infer<typeof meanSchema>;
export type SliceFigures = z.infer<typeof sliceSchema>;
