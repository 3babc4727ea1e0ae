import type { Command } from 'commander';
import { warmWorkspace } from '../../run/index.js';
import { keepBySchedule, type WarmSummary } from '../../warm/index.js';
import { addCommonFlags } from '../flags.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openSession, type Session } from '../session.js';

interface WarmFlags extends CommonFlags {
  readonly daemon?: boolean;
}

const EXAMPLES = `
Examples:
  npx technic warm                 now, within the budget of the config (warm.seconds, warm.bytes)
  npx technic warm --daemon        by the schedule of the config (warm.cron), until it is stopped`;

export function registerWarm(program: Command, signal: AbortSignal): void {
  addWarm(program.command('warm'), signal);
}

/** Makes a command of it, by whatever name. */
export function addWarm(command: Command, signal: AbortSignal): void {
  addCommonFlags(
    command
      .description('See to the scans that are likeliest to be asked for next, so that they are in the cache.')
      .option('--daemon', 'stay, and do so by the schedule of the config')
      .addHelpText('after', EXAMPLES),
  ).action(async (flags: WarmFlags) => {
    const session = await openSession(flags, signal);
    if (flags.daemon) await keepWarm(session, flags);
    else report(await warmOnce(session), flags);
  });
}

function warmOnce({ workspace, config, signal }: Session): Promise<WarmSummary> {
  const warn = (message: string) => process.stderr.write(`warning: ${message}\n`);
  return warmWorkspace({ workspace, config, signal, warn, leastChance: 0 });
}

/** Runs until it is told to stop; a run that fails, or finds another at work, waits for the next time. */
async function keepWarm(session: Session, flags: WarmFlags): Promise<void> {
  const { warm } = session.config;
  const schedule = await keepBySchedule(warm, {
    work: async () => report(await warmOnce(session), flags),
    warn: (message) => process.stderr.write(`warning: ${message}\n`),
    signal: session.signal,
  });
  process.stderr.write(`warming by "${warm.cron}", next at ${schedule.next()?.toISOString() ?? 'no time'}\n`);
  await schedule.ended;
}

function report(summary: WarmSummary, flags: WarmFlags): void {
  if (flags.json) {
    printJson(summary);
    return;
  }
  for (const { candidate, words, probability, isNew, seconds } of summary.warmed)
    print(
      `${candidate}: ${isNew ? `warmed in ${seconds.toFixed(1)} s` : 'was in the cache'}; ${words}, chance about ${Math.round(100 * probability)} %`,
    );
  print(
    `${summary.warmed.length} of ${summary.candidates} are warm after ${summary.seconds.toFixed(1)} s` +
      (summary.left > 0 ? `; the budget had no room for ${summary.left}` : ''),
  );
}
