import { availableParallelism } from 'node:os';
import type { LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { startWorkers, type WorkerBundle } from '../workers/index.js';
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
  if (strategies.length === 0) return { runs: [], failures: [] };
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
  const open = [...strategies];
  const size = Math.min(workers || availableParallelism(), strategies.length);
  const pool = startWorkers<ToLeagueWorker, LeagueReply>(LEAGUE_WORKER, size, bundle);
  try {
    const work = new Promise<void>((resolve, reject) => {
      const cancel = () => reject(new Problem('cancelled', 'the strategies were cancelled'));
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      const next = (worker: number) => {
        const strategy = open.shift();
        if (strategy) pool.send(worker, { type: 'run', strategy });
      };
      pool.onReply((worker, reply) => {
        replies.set(reply.type === 'ran' ? reply.run.name : reply.name, reply);
        onProgress?.(replies.size, strategies.length);
        if (replies.size === strategies.length) resolve();
        else next(worker);
      });
      for (let worker = 0; worker < pool.size; worker++) {
        pool.send(worker, { type: 'setup', setup });
        next(worker);
      }
    });
    await Promise.race([work, pool.failure]);
  } finally {
    await pool.close();
  }
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
