import { z } from 'zod';
import { findStrategy, resolveParameters, strategies } from '../../models/strategies/index.js';
import { cacheConfigSchema } from '../cache/index.js';
import { promotionRuleSchema, retrainRuleSchema } from './model-rules.js';

/** A scan by name: a condition, an order, a side. */
export const namedScanSchema = z.strictObject({
  /** Identifier used on the command line, in tables and in links. */
  name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'a scan name is lower case: letters, digits, underscores'),
  /** What pages call it. */
  title: z.string().min(1).max(120),
  /** The condition; a symbol matches on a day when it is exactly true. Features and `score` may be named. */
  where: z.string().min(1),
  /** Matches are ordered by this expression, highest first. Default: the score, or its negative for shorts. */
  rank: z.string().min(1).optional(),
  /** Which way a match is meant to pay. */
  direction: z.enum(['long', 'short']).default('long'),
});

/** A strategy that every night runs over the whole universe: see the Strategies page. */
export const leagueStrategySchema = z.strictObject({
  /** Identifier in tables and links. */
  name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'a name is lower case: letters, digits, underscores'),
  /** What pages call it. */
  title: z.string().min(1).max(120),
  /** A ready-made strategy: `npx technic strategy list` names them. */
  strategy: z.enum(strategies.map(({ name }) => name) as [string, ...string[]]),
  /** Parameters that differ from the strategy's defaults. */
  parameters: z.record(z.string(), z.number()).default({}),
});

/** A misspelt parameter is found when the config is read, not by each night anew. */
function checkParameters(
  { strategy, parameters }: z.output<typeof leagueStrategySchema>,
  context: z.RefinementCtx,
): void {
  const found = findStrategy(strategy);
  if (found === undefined) return;
  try {
    resolveParameters(found, parameters);
  } catch (error) {
    context.addIssue({ code: 'custom', path: ['parameters'], message: (error as Error).message });
  }
}

export const configSchema = z.strictObject({
  /** Where prices come from: see `npx technic ingest --help` for every source and option. */
  source: z.looseObject({ source: z.string() }).default({ source: 'synthetic' }),
  /** Which corporate actions prices are adjusted for when they are read: none, splits, all. */
  adjust: z.enum(['none', 'splits', 'all']).default('all'),
  /** Worker threads for the scan; 0 takes one per processor. */
  workers: z.int().min(0).max(256).default(0),
  /**
   * Whole runs kept on disk, database and site, latest first. The published run and the latest of each market,
   * which holds its ledger, are kept besides. Two at least: readers may have files of the run before open.
   */
  keepRuns: z.int().min(2).max(1000).default(2),
  /** Seed of everything random: the synthetic market, samples, trees. */
  seed: z.int().min(0).default(1),
  /** Costs of a trade in basis points of its value, one way, as shown beside returns. */
  costBps: z.number().min(0).max(1000).default(10),
  /** What is kept from one scan to the next, where, how long and how much: see pipelines/cache/config.ts. */
  cache: cacheConfigSchema.prefault({}),
  /** Symbols that you follow: `technic warm` sees to them ahead of your asking. Those without prices are passed over. */
  watch: z.array(z.string().min(1).max(64)).default([]),
  /** Scans, backtests and symbols seen to ahead of their being asked for: see `npx technic warm --help`. */
  warm: z
    .strictObject({
      /** After each night, see to what will probably be asked for, once anything has been. */
      nightly: z.boolean().default(true),
      /** Longest time to spend, seconds. */
      seconds: z.number().positive().max(86_400).default(5),
      /** Most room to fill, bytes. */
      bytes: z
        .int()
        .positive()
        .default(512 * 1024 * 1024),
      /** When `npx technic warm --daemon` does it: minute, hour, day of month, month, day of week. */
      cron: z.string().default('30 6 * * 1-5'),
      /** Time zone of that, such as America/New_York; by default the machine's. */
      timezone: z.string().optional(),
    })
    .prefault({}),
  /** Where the site is served. */
  server: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.int().min(0).max(65535).default(3000),
    })
    .prefault({}),
  /** Named scans; each keeps a ledger of its signals and what became of them. */
  scans: z.array(namedScanSchema).default([]),
  /** Models that score each night: those in the workspace's folder `models`, and those at `paths`. */
  models: z
    .strictObject({
      /** Model folders elsewhere, asked like those of the workspace; a relative path is from where the command runs. */
      paths: z.array(z.string().min(1)).default([]),
      /** Train a small model on the stored market when there is none for it; takes up to half a minute. */
      trainDefault: z.boolean().default(true),
      /** Train a challenger of the nightly's own model each week; it takes over only if it wins on sessions neither has seen. */
      challenge: z.boolean().default(true),
      /** When a challenger is trained, decided on and promoted: see pipelines/config/model-rules.ts. */
      promotion: promotionRuleSchema,
      /** When a model is said to want a new training: see pipelines/config/model-rules.ts. */
      retrain: retrainRuleSchema,
      /** Weight of each model in the blend; all alike when none is named, none for one that is not. */
      blend: z.array(z.strictObject({ name: z.string(), weight: z.number().min(0) })).default([]),
      /** Whether scores are blended as they are, or by their ranks. */
      method: z.enum(['weights', 'rank']).default('rank'),
      /** Blend and show probabilities even of models whose verdict is none; pages warn beside them. */
      insist: z.boolean().default(false),
      /** Execution providers of the ONNX runtime in the order they are tried, such as cuda, cpu. */
      providers: z.array(z.string()).default(['cpu']),
    })
    .prefault({}),
  /** Strategies that every night runs over the universe, each with its neighbours and its doubt. */
  strategies: z.array(leagueStrategySchema.superRefine(checkParameters)).default([]),
});

export type NamedScan = z.infer<typeof namedScanSchema>;
export type Config = z.infer<typeof configSchema>;
/** What a config file states: every key may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
