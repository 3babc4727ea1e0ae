import type { LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { type WorkerBundle, workThrough } from '../workers/index.js';
import type { LeagueReply, LeagueRun, LeagueSetup, ToLeagueWorker } from './league-messages.js';
import { LEAGUE_CASH, type LeagueStrategy } from './league-strategy.js';

/** The code of a thread, from the folder of the pipelines. */
export const LEAGUE_WORKER = 'league/league-worker.ts';

export interface LeagueOptions {
  /** Basis points of a trade's value, one way. */
  readonly costBps: number;
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface LeagueOutcome {
  /** In the order of the league. */
  readonly runs: readonly LeagueRun[];
  readonly failures: readonly { readonly name: string; readonly message: string }[];
}

/**
 * Runs the strategies of a league over the stored universe, on all cores; the same whatever their number.
 * A strategy that fails is reported; the others go on.
 * @param bundle of `LEAGUE_WORKER`, where the caller has asked for it already.
 * @throws Problem when cancelled.
 */
export async function runLeague(
  strategies: readonly LeagueStrategy[],
  loaded: LoadedInputs,
  options: LeagueOptions,
  bundle?: WorkerBundle,
): Promise<LeagueOutcome> {
  const { workers, onProgress, signal } = options;
  const setup: LeagueSetup = {
    loaded: {
      symbols: loaded.symbols,
      inputs: loaded.inputs,
      market: { benchmark: loaded.market.benchmark },
    },
    sessions: loaded.market.sessions,
    settings: leagueSettings(options),
  };
  const replies = new Map<string, LeagueReply>();
  await workThrough<LeagueStrategy, ToLeagueWorker, LeagueReply>({
    entry: LEAGUE_WORKER,
    bundle,
    tasks: strategies,
    workers,
    setup: { type: 'setup', setup },
    request: (strategy) => ({ type: 'run', strategy }),
    onReply(reply) {
      replies.set(reply.type === 'ran' ? reply.run.name : reply.name, reply);
      onProgress?.(replies.size, strategies.length);
    },
    signal,
    cancelled: () => new Problem('cancelled', 'the strategies were cancelled'),
  });
  const ordered = strategies.flatMap(({ name }) => replies.get(name) ?? []);
  return {
    runs: ordered.flatMap((reply) => (reply.type === 'ran' ? [reply.run] : [])),
    failures: ordered.flatMap((reply) => (reply.type === 'failed' ? [reply] : [])),
  };
}

/** Cash and costs of each account. */
export function leagueSettings({ costBps }: Pick<LeagueOptions, 'costBps'>): LeagueSetup['settings'] {
  return { cash: LEAGUE_CASH, commission: { bps: costBps } };
}
