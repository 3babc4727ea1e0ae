import { z } from 'zod';

/** How a model is trained; the command line and the config give these. */
export const trainOptionsSchema = z.strictObject({
  /** Name of the model's folder. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'a model name has letters, digits, dot, dash, underscore')
    .default('default'),
  model: z.enum(['gbdt', 'ridge', 'logistic']).default('gbdt'),
  /**
   * What is predicted, h bars ahead: `fwd10` the return, `market10` less the benchmark's, `sector10` less
   * the sector's mean, `scaled10` in units of volatility, `barrier10` the triple barrier. Ranked within
   * each session; the logistic model learns whether it is above the middle.
   */
  label: z
    .string()
    .regex(
      /^(fwd|market|sector|scaled|barrier)([1-9]\d{0,2})$/,
      'a label is fwd, market, sector, scaled or barrier and a horizon, such as fwd10',
    )
    .default('fwd10'),
  /** Loss of the trees. */
  objective: z.enum(['squared', 'logistic', 'ranking']).default('squared'),
  seed: z.int().min(0).default(1),
  /** Walk-forward tests, each on the sessions after those that trained it. */
  folds: z.int().min(2).max(50).default(5),
  /** Sessions left free between training and test beyond the label's horizon. */
  embargo: z.int().min(0).default(5),
  /**
   * `cpcv` adds combinatorial purged cross-validation to the walk-forward: `groups` of sessions, every choice of
   * `testGroups` of them tested. The verdict stays with the walk-forward.
   */
  cv: z.enum(['walk-forward', 'cpcv']).default('walk-forward'),
  groups: z.int().min(2).max(12).default(6),
  testGroups: z.int().min(1).max(11).default(2),
  /** Rows of one fit; sessions are thinned evenly beyond it (overlapping labels repeat each other). */
  maxRows: z.int().min(1000).default(120_000),
  /** Sessions after which a row counts half; Infinity weighs all alike. */
  halfLife: z.number().positive().default(Number.POSITIVE_INFINITY),
  /** One way, of traded value. */
  costBps: z.number().min(0).default(10),
  /** Worker threads; 0 fits in this thread. */
  workers: z.int().min(0).default(0),
  /** Configurations searched per fold: a few, or one. */
  search: z.enum(['few', 'one']).default('few'),
  /** Configurations tried on the same data before. */
  priorTrials: z.int().min(0).default(0),
});

export type TrainOptions = z.infer<typeof trainOptionsSchema>;
export type TrainOptionsInput = z.input<typeof trainOptionsSchema>;
