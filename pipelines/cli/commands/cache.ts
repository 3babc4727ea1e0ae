import { join } from 'node:path';
import type { Command } from 'commander';
import {
  type Cache,
  type CacheKind,
  cacheLimits,
  cacheReport,
  clearCache,
  KEPT_KINDS,
  lastLookups,
  measureSizes,
  openRecord,
  verifyCache,
} from '../../cache/index.js';
import { Problem, toProblem } from '../../errors/index.js';
import { newRunId, openRunCache } from '../../run/index.js';
import type { Database } from '../../store/index.js';
import { DATABASE_FILE, publishedRun } from '../../workspace/index.js';
import { cacheStatistics, printStatistics } from '../cache-statistics.js';
import { addCommonFlags } from '../flags.js';
import { print, printJson } from '../output.js';
import { rememberRequest } from '../remember-request.js';
import { type CommonFlags, openSession, type Session } from '../session.js';
import { addWarm } from './warm.js';
import { byteWords } from '../byte-words.js';

interface ClearFlags extends CommonFlags {
  readonly kind?: string;
  readonly symbol?: string;
  readonly olderThan?: string;
}

const EXAMPLES = `
Examples:
  npx technic cache stats
  npx technic cache explain AAPL
  npx technic cache clear --kind scan --older-than 7d
  npx technic cache verify --json`;

const AGE_UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export function registerCache(program: Command, signal: AbortSignal): void {
  const command = program
    .command('cache')
    .description('What the cache did, what it holds and why a lookup missed; clear and verify it.')
    .addHelpText('after', EXAMPLES);
  const add = (usage: string, description: string, example: string) =>
    addCommonFlags(command.command(usage).description(description)).addHelpText(
      'after',
      `\nExample:\n  npx technic cache ${example}`,
    );
  add('stats', 'Hit ratios, bytes, latencies, causes of misses, time saved.', 'stats --json').action(
    async (flags: CommonFlags) => stats(await openSession(flags, signal), flags),
  );
  add(
    'explain <symbol>',
    'What is cached for a symbol, and why the last lookup missed.',
    'explain AAPL',
  ).action(async (symbol: string, flags: CommonFlags) =>
    explain(await openSession(flags, signal), flags, symbol),
  );
  addWarm(command.command('warm'), signal);
  add(
    'clear',
    'Remove stored values: all, or those that meet every condition given.',
    'clear --older-than 7d',
  )
    .option('--kind <kind>', `only this kind: ${KEPT_KINDS.join(', ')}`)
    .option('--symbol <symbol>', 'only what is stored for this symbol')
    .option('--older-than <age>', 'only what was stored longer ago than this: 30m, 12h, 7d')
    .action(async (flags: ClearFlags) => clear(await openSession(flags, signal), flags));
  add('verify', 'Read every stored value, remove damaged ones; exit 1 when there were any.', 'verify').action(
    async (flags: CommonFlags) => verify(await openSession(flags, signal), flags),
  );
}

async function stats(session: Session, flags: CommonFlags): Promise<void> {
  const found = await withCache(session, (cache) =>
    withRecord(session, async (record) =>
      cacheStatistics(await cacheReport(record, cacheLimits(session.config.cache)), {
        tier: cache.tier,
        isAnswering: cache.backend !== undefined,
        held: await measureSizes(cache),
      }),
    ),
  );
  if (flags.json) printJson(found);
  else printStatistics(found);
}

async function explain(session: Session, flags: CommonFlags, symbol: string): Promise<void> {
  const found = await withCache(session, async (cache) => ({
    symbol,
    tier: cache.tier,
    cached: await cache.explain(symbol),
    lookups: await withRecord(session, (record) => lastLookups(record, symbol)),
  }));
  if (found.cached.length + found.lookups.length > 0)
    rememberRequest(session.workspace, { at: Date.now(), symbol, by: 'explain' });
  if (flags.json) {
    printJson(found);
    return;
  }
  if (found.cached.length === 0 && found.lookups.length === 0) {
    print(`nothing is cached for ${symbol}, and nothing on record was ever asked of the cache for it`);
    return;
  }
  for (const { kind, subject, words, stored } of found.cached) {
    const bytes = byteWords(stored.reduce((sum, info) => sum + info.bytes, 0));
    const values = stored.length === 1 ? '1 value' : `${stored.length} values of it, now and before`;
    print(`${kind} of ${subject}: ${words}${stored.length === 0 ? '' : `; ${values}, ${bytes}`}`);
  }
  for (const { kind, subject, at, runId, words } of found.lookups)
    print(`${kind} of ${subject}: last lookup ${new Date(at).toISOString()} by run ${runId}: ${words}`);
}

async function clear(session: Session, flags: ClearFlags): Promise<void> {
  const filter = {
    kind: toKind(flags.kind),
    symbol: flags.symbol,
    storedBefore: flags.olderThan === undefined ? undefined : Date.now() - toAge(flags.olderThan),
  };
  const removed = await withCache(session, (cache) => {
    requireStore(cache);
    return clearCache(cache, filter);
  });
  if (flags.json) printJson(removed);
  else if (removed.entries === 0) print('there was nothing to clear');
  else print(`cleared ${removed.entries} values, ${byteWords(removed.bytes)}`);
}

async function verify(session: Session, flags: CommonFlags): Promise<void> {
  const found = await withCache(session, (cache) => {
    requireStore(cache);
    return verifyCache(cache);
  });
  if (found.damaged.length > 0) process.exitCode = 1;
  if (flags.json) {
    printJson(found);
    return;
  }
  print(`${found.checked} values checked, ${found.damaged.length} damaged`);
  for (const { kind, subject, key } of found.damaged)
    print(`removed: ${kind} ${subject} ${key.slice(0, 12)}; it is computed anew when it is asked for`);
}

async function withCache<T>(session: Session, work: (cache: Cache) => Promise<T>): Promise<T> {
  const { workspace, config } = session;
  const cache = await openRunCache({
    workspace,
    config,
    runId: newRunId(Date.now()),
    warn: (message) => process.stderr.write(`warning: ${message}\n`),
  });
  try {
    return await work(cache);
  } catch (error) {
    const problem = toProblem(error);
    if (problem.kind !== 'internal') throw problem;
    throw noAnswer(cache, error);
  } finally {
    await cache.close();
  }
}

async function withRecord<T>({ workspace }: Session, work: (record: Database) => Promise<T>): Promise<T> {
  const run = publishedRun(workspace);
  const record = await openRecord(run && join(run, DATABASE_FILE), workspace.traces, (message) =>
    process.stderr.write(`warning: ${message}\n`),
  );
  try {
    return await work(record);
  } finally {
    record.close();
  }
}

function requireStore({ backend, tier }: Cache): void {
  if (backend !== undefined) return;
  if (tier === 'none')
    throw new Problem('input', 'the config has no cache (cache.backend is "none")', {
      suggestion: 'Set cache.backend to "auto" in technic.config.ts.',
    });
  throw noAnswer({ tier });
}

function noAnswer({ tier }: Pick<Cache, 'tier'>, cause?: unknown): Problem {
  const detail = cause instanceof Error ? `: ${cause.message}` : '';
  return new Problem('storage', `the cache (${tier}) does not answer${detail}`, {
    suggestion:
      tier === 'redis'
        ? 'Check REDIS_URL and that the server is up.'
        : 'Check the folder cache of the workspace.',
    retryable: true,
    cause,
  });
}

function toKind(text: string | undefined): CacheKind | undefined {
  const found = KEPT_KINDS.find((kind) => kind === text);
  if (text === undefined || found !== undefined) return found;
  throw new Problem('usage', `--kind is one of ${KEPT_KINDS.join(', ')}, was "${text}"`);
}

/** Milliseconds. @throws Problem when the text is no age. */
function toAge(text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (count === undefined)
    throw new Problem('usage', `--older-than is a number with m, h or d, such as 7d; was "${text}"`);
  return Number(count) * AGE_UNITS[unit];
}
