import { type AppendColumn, appendColumns, type Database } from '../../pipelines/store/index.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIRST = Date.UTC(2018, 0, 31, 6);
const SYMBOLS = 40;
const BYTES = 20_000;
const COST_MS = 12;
/** What a run of the fixture says of its cache: values live for six hours, which is too short for a night. */
export const CACHE_OPTIONS = JSON.stringify({
  top: 20,
  cache: {
    tier: 'embedded',
    hits: 32,
    misses: 8,
    computedSymbols: 8,
    extendedSymbols: 0,
    bytesRead: 32 * BYTES,
    secondsSaved: 1.25,
  },
  cacheWords:
    'cache in the workspace: 32 of 40 symbols known, which saved about 1.3 s; 8 computed; backtests 6 of 7 known',
  cacheLimits: {
    tier: 'embedded',
    capacityBytes: 2 ** 30,
    ttlMs: { features: 6 * HOUR_MS, scan: 7 * DAY_MS, state: 7 * DAY_MS, predictions: 30 * DAY_MS },
  },
});

interface Access {
  readonly run: string;
  readonly at: number;
  readonly kind: string;
  readonly subject: string;
  readonly key: number;
  readonly cause: string | null;
  readonly latencyUs: number;
  readonly ageMs: number | null;
}

/**
 * Seven days of lookups: each night asks for every symbol, of which some have changed and most have outlived
 * their time, and each morning a scan is asked for twice; what was warmed before, and what became of it.
 */
export async function fillCache(database: Database, runs: readonly string[]): Promise<void> {
  const accesses = Array.from({ length: 7 }, (_, day) => [
    ...night(day, runs[day - 5] ?? `2018020${day}T060000-0000`),
    ...morning(day),
  ]).flat();
  const text = (of: (access: Access) => string | null): AppendColumn => ({
    type: 'text',
    values: accesses.map(of),
  });
  const number = (type: 'bigint' | 'double', of: (access: Access) => number | null): AppendColumn => ({
    type,
    values: Float64Array.from(accesses, (access) => of(access) ?? Number.NaN),
  });
  await appendColumns(
    database,
    'cache_trace',
    [
      text(({ run }) => run),
      number('bigint', ({ at }) => at),
      text(({ kind }) => kind),
      text(({ subject }) => subject),
      number('bigint', ({ key }) => key),
      text(({ cause }) => (cause === null ? 'hit' : 'miss')),
      text(({ cause }) => cause),
      text(() => 'embedded'),
      number('bigint', () => BYTES),
      number('double', ({ latencyUs }) => latencyUs),
      number('double', ({ kind }) => (kind === 'scan' ? 900 : COST_MS)),
      number('double', ({ ageMs }) => ageMs),
      number('double', ({ cause }) => (cause === null ? 2 * HOUR_MS : null)),
    ],
    accesses.length,
  );
  for (const [r, run] of runs.entries()) {
    for (const [kind, entries] of [
      ['features', 40 * (r + 5)],
      ['scan', r + 5],
    ] as const)
      await database.run('INSERT INTO cache_sizes VALUES ($1, $2, $3, $4, $5, $6)', [
        run,
        FIRST + (r + 5) * DAY_MS,
        'embedded',
        kind,
        entries,
        entries * BYTES,
      ]);
  }
  await fillWarming(database);
}

function night(day: number, run: string): Access[] {
  return Array.from({ length: SYMBOLS }, (_, s) => {
    const changed = (s + day) % 8 === 0;
    const cause = day === 0 ? 'cold' : changed ? 'version' : s % 10 < 7 ? 'expired' : null;
    const version = Math.floor((s + day) / 8);
    return {
      run,
      at: FIRST + day * DAY_MS + s,
      kind: 'features',
      subject: `S${s}`,
      key: 1000 * s + version,
      cause,
      latencyUs: cause === null ? 90 + s : 4 + (s % 5),
      ageMs: day === 0 ? null : DAY_MS,
    };
  });
}

function morning(day: number): Access[] {
  return [0, 1].map((time) => ({
    run: `2018020${day}T080000-${time}`,
    at: FIRST + day * DAY_MS + (2 + time) * HOUR_MS,
    kind: 'scan',
    subject: 'scan 1',
    key: 900_000 + day,
    cause: time === 1 ? null : day === 0 ? 'cold' : 'version',
    latencyUs: 700,
    ageMs: time === 1 ? HOUR_MS : day === 0 ? null : DAY_MS,
  }));
}

async function fillWarming(database: Database): Promise<void> {
  for (const [run, candidate, reason, words, computed] of [
    ['20180206T063000-w', 'scan top_rated', 'asked', 'asked for on 4 of 6 days', 41],
    ['20180207T063000-w', 'scan top_rated', 'asked', 'asked for on 5 of 7 days', 41],
    ['20180206T063000-w', 'scan bottom_rated', 'named', 'named in the config', 1],
  ] as const) {
    const at = FIRST + (run < '20180207' ? 5 : 6) * DAY_MS + 60_000;
    const isUsed = candidate === 'scan top_rated';
    await database.run('INSERT INTO cache_candidates VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL)', [
      run,
      at,
      candidate,
      reason,
      words,
      isUsed ? 0.6 : 0.2,
      0.9,
      computed,
    ]);
    await database.run('INSERT INTO cache_warmed VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      run,
      at,
      'scan',
      'scan 1',
      isUsed ? 900_000 + (run < '20180207' ? 5 : 6) : 1,
      BYTES,
      900,
      candidate,
    ]);
  }
}
