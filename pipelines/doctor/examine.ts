import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { openCache } from '../cache/index.js';
import { type Config, loadConfig } from '../config/index.js';
import { toProblem } from '../errors/index.js';
import { openForReading } from '../store/index.js';
import {
  DATABASE_FILE,
  locateWorkspace,
  publishedRun,
  type Workspace,
  withoutRun,
} from '../workspace/index.js';

/** One thing looked at: what was found, and what to do where it is not well. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly found: string;
  readonly remedy?: string;
}

const GIB = 2 ** 30;
const MEMORY_NEEDED = 2 * GIB;
const DISK_NEEDED = 2 * GIB;
const DAY_MS = 86_400_000;
/** A weekend and a holiday are no reason to worry. */
const FRESH_DAYS = 5;
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Looks at everything a nightly, the site and the tests rely on. Changes nothing. */
export async function examine(options: {
  workspace?: string;
  /** Path of the configuration; the project's own unless given. */
  config?: string;
  now: number;
}): Promise<Check[]> {
  const workspace = locateWorkspace(options.workspace);
  const [check, config] = await configuration(options.config);
  return [
    node(),
    memory(),
    check,
    writable(workspace),
    disk(workspace),
    ...(config === undefined ? [] : [await redis(config)]),
    browser(process.env.PATH ?? ''),
    await freshness(workspace, options.now),
  ];
}

function node(): Check {
  const version = process.versions.node;
  const [major, minor] = version.split('.').map(Number);
  const found = `${version}, ${availableParallelism()} processors`;
  if (major > 20 || (major === 20 && minor >= 19)) return { name: 'Node', state: 'ok', found };
  return { name: 'Node', state: 'failed', found, remedy: 'Install Node 24 (20.19 is the least).' };
}

function memory(): Check {
  const found = `${gib(freemem())} free of ${gib(totalmem())}`;
  if (totalmem() >= MEMORY_NEEDED) return { name: 'memory', state: 'ok', found };
  return { name: 'memory', state: 'warning', found, remedy: 'A scan of 5,000 symbols needs about 1.5 GiB.' };
}

async function configuration(path: string | undefined): Promise<readonly [Check, Config | undefined]> {
  const name = 'config';
  try {
    const config = await loadConfig(path);
    const found = `${config.scans.length} scans, ${config.strategies.length} strategies, source ${config.source.source}`;
    return [{ name, state: 'ok', found }, config];
  } catch (error) {
    const { message, suggestion } = toProblem(error);
    return [{ name, state: 'failed', found: message, remedy: suggestion }, undefined];
  }
}

function writable(workspace: Workspace): Check {
  try {
    const place = existingPlace(workspace.root);
    if (!statSync(place).isDirectory()) throw new Error(`${place} is a file, not a folder`);
    accessSync(place, constants.W_OK | constants.X_OK);
    return { name: 'workspace', state: 'ok', found: workspace.root };
  } catch (error) {
    return {
      name: 'workspace',
      state: 'failed',
      found: `${workspace.root}: ${(error as Error).message}`,
      remedy: 'Make the folder writable, or choose another with --workspace.',
    };
  }
}

/** The folder itself, or the nearest one above that is there: where a nightly would create it. */
function existingPlace(path: string): string {
  return existsSync(path) ? path : existingPlace(dirname(path));
}

function disk(workspace: Workspace): Check {
  const { bavail, bsize } = statfsSync(existingPlace(workspace.root));
  const found = `${gib(bavail * bsize)} free`;
  if (bavail * bsize >= DISK_NEEDED) return { name: 'disk', state: 'ok', found };
  return {
    name: 'disk',
    state: 'warning',
    found,
    remedy: 'Free some space: two runs are kept side by side.',
  };
}

/** Asks as the cache itself does: its addresses, certificates, passwords and waiting times. */
async function redis({ cache: config }: Config): Promise<Check> {
  const name = 'Redis';
  const isMeant = config.backend === 'redis' || (config.backend === 'auto' && Boolean(process.env.REDIS_URL));
  if (!isMeant) {
    const why = process.env.REDIS_URL
      ? `the config keeps the cache elsewhere: ${config.backend}`
      : 'REDIS_URL is not set';
    return { name, state: 'ok', found: `not used (${why})` };
  }
  try {
    const cache = await openCache(config, {
      codeVersion: 'doctor',
      runId: 'doctor',
      now: Date.now,
      log: () => {},
    });
    // Reading needs rights that connecting does not.
    await cache.getMany('scan', ['doctor']);
    const [trouble] = cache.events();
    await cache.close();
    if (trouble === undefined) return { name, state: 'ok', found: 'answers' };
    return {
      name,
      state: 'warning',
      found: `${trouble.event === 'unreachable' ? 'does not answer' : 'is no help'} (${trouble.detail})`,
      remedy: 'Runs go on without it, only slower. Check REDIS_URL, or cache.redis of the config.',
    };
  } catch (error) {
    const { message, suggestion } = toProblem(error);
    return { name, state: 'failed', found: message, remedy: suggestion };
  }
}

function browser(path: string): Check {
  const found = path
    .split(delimiter)
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
  if (found) return { name: 'Chromium', state: 'ok', found };
  return {
    name: 'Chromium',
    state: 'warning',
    found: 'not found',
    remedy: 'Only the browser tests need it: sudo apt-get install chromium',
  };
}

async function freshness(workspace: Workspace, now: number): Promise<Check> {
  const run = publishedRun(workspace);
  if (run === undefined) {
    return {
      name: 'data',
      state: 'warning',
      found: withoutRun(workspace, 'nightly run'),
      remedy: 'Run "npx technic nightly".',
    };
  }
  try {
    const database = await openForReading(join(run, DATABASE_FILE));
    const [last] = await database.rows(
      'SELECT as_of, source, finished_at FROM runs ORDER BY run_id DESC LIMIT 1',
    );
    database.close();
    const ageDays = (now - Date.parse(String(last.as_of))) / DAY_MS;
    const found = `as of ${last.as_of} (${last.source}), run finished ${last.finished_at}`;
    if (ageDays <= FRESH_DAYS) return { name: 'data', state: 'ok', found };
    return {
      name: 'data',
      state: 'warning',
      found,
      remedy: `The last bar is ${Math.floor(ageDays)} days old: run "npx technic nightly" with newer prices.`,
    };
  } catch (error) {
    return {
      name: 'data',
      state: 'failed',
      found: (error as Error).message,
      remedy: toProblem(error).suggestion ?? 'Run "npx technic nightly" to build the database anew.',
    };
  }
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
