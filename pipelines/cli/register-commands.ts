import type { Command } from 'commander';
import { registerBacktest } from './commands/backtest.js';
import { registerDoctor } from './commands/doctor.js';
import { registerEval } from './commands/eval.js';
import { registerIngest } from './commands/ingest.js';
import { registerNightly } from './commands/nightly.js';
import { registerScan } from './commands/scan.js';
import { registerServe } from './commands/serve.js';
import { registerStart } from './commands/start.js';

/** Every command, in the order the help lists them. */
export function registerCommands(program: Command, signal: AbortSignal): void {
  registerStart(program, signal);
  registerNightly(program, signal);
  registerScan(program, signal);
  registerEval(program, signal);
  registerIngest(program, signal);
  registerServe(program, signal);
  registerBacktest(program, signal);
  registerDoctor(program);
}
