import type { Command } from 'commander';

type Register = (program: Command, signal: AbortSignal) => void;

/** Where each command is, in the order the help lists them. */
const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  start: async () => (await import('./commands/start.js')).registerStart,
  nightly: async () => (await import('./commands/nightly.js')).registerNightly,
  scan: async () => (await import('./commands/scan.js')).registerScan,
  eval: async () => (await import('./commands/eval.js')).registerEval,
  ingest: async () => (await import('./commands/ingest.js')).registerIngest,
  serve: async () => (await import('./commands/serve.js')).registerServe,
  backtest: async () => (await import('./commands/backtest.js')).registerBacktest,
  sweep: async () => (await import('./commands/sweep.js')).registerSweep,
  'look-ahead': async () => (await import('./commands/look-ahead.js')).registerLookAhead,
  tearsheet: async () => (await import('./commands/tearsheet.js')).registerTearsheet,
  train: async () => (await import('./commands/train.js')).registerTrain,
  models: async () => (await import('./commands/models.js')).registerModels,
  score: async () => (await import('./commands/score.js')).registerScore,
  strategy: async () => (await import('./commands/strategy.js')).registerStrategy,
  cache: async () => (await import('./commands/cache.js')).registerCache,
  warm: async () => (await import('./commands/warm.js')).registerWarm,
  doctor: async () => (await import('./commands/doctor.js')).registerDoctor,
};

/**
 * Registers the command that is asked for, so that a scan does not wait for the code of a backtest; every
 * command where none is, for the help and for the nearest name to a misspelt one.
 * @param asked the first word of the command line.
 */
export async function registerCommands(
  program: Command,
  signal: AbortSignal,
  asked: string | undefined,
): Promise<void> {
  const load = Object.hasOwn(COMMANDS, asked ?? '') ? [COMMANDS[asked ?? '']] : Object.values(COMMANDS);
  for (const register of await Promise.all(load.map((command) => command()))) register(program, signal);
}
