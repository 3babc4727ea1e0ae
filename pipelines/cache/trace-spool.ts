import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CACHE_KINDS } from './kinds.js';
import { CACHE_TIERS, MISS_CAUSES, type Trace } from './trace.js';

/** What a warming run saw to, why, and what came of it. */
export interface WarmedCandidate {
  /** Such as 'scan top_rated' or 'symbol AAPL'. */
  readonly candidate: string;
  /** Class of the reason, by which its success is counted. */
  readonly reason: string;
  /** The reason in full. */
  readonly words: string;
  /** Chance of being asked for, as it was estimated. */
  readonly probability: number;
  readonly seconds: number;
}

/** A trace left in a file by a process that may not write to the database. */
export interface SpooledTrace {
  readonly file: string;
  readonly trace: Trace;
  /** Whether the values were computed ahead of their use: then the accesses say nothing of what people ask. */
  readonly isWarming: boolean;
  /** What it was computed for, where that is known. */
  readonly candidate?: WarmedCandidate;
}

/** Oldest files go once the folder holds more bytes than this. */
const MOST_BYTES = 64 * 2 ** 20;
const SUFFIX = '.trace.json';
const PART = '.part';
/** A file that is unfinished for longer was left by a process that was killed. */
const LONGEST_WRITE_MS = 3_600_000;

const numbers = z
  .array(z.number().nullable())
  .transform((values) => values.map((value) => value ?? Number.NaN));
/** Places in a list; one that is not there was written by another version of the program. */
const placesIn = (list: readonly unknown[], first = 0) =>
  z.array(
    z
      .int()
      .min(first)
      .max(list.length - 1),
  );
const candidateSchema = z.strictObject({
  candidate: z.string(),
  reason: z.string(),
  words: z.string(),
  probability: z.number(),
  seconds: z.number(),
});
const spoolSchema = z.strictObject({
  format: z.literal(1),
  runId: z.string(),
  isWarming: z.boolean(),
  candidate: candidateSchema.optional(),
  subject: z.array(z.string()),
  at: z.array(z.number()),
  kind: placesIn(CACHE_KINDS),
  cause: placesIn(MISS_CAUSES, -1),
  tier: placesIn(CACHE_TIERS),
  keyHash: z.array(z.int()),
  bytes: z.array(z.number()),
  latencyUs: numbers,
  costMs: numbers,
  ageMs: numbers,
  remainingMs: numbers,
});

/**
 * Leaves a run's accesses in a file of its own, whole or not at all, for the next nightly to pick up.
 * @param warming true, or what was warmed, where the values were computed ahead of their use.
 * @returns the file, or undefined where there is nothing to say.
 * @throws when the disk is full or the folder cannot be written.
 */
export function spoolTrace(
  folder: string,
  trace: Trace,
  warming: boolean | WarmedCandidate = false,
): string | undefined {
  if (trace.rows === 0) return undefined;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${trace.runId}-${randomBytes(4).toString('hex')}${SUFFIX}`);
  const { runId, subject, at, kind, cause, tier, keyHash, bytes } = trace;
  const document = {
    format: 1,
    runId,
    isWarming: warming !== false,
    ...(typeof warming === 'object' ? { candidate: warming } : {}),
    subject,
    at: rounded(at, 1),
    kind: [...kind],
    cause: [...cause],
    tier: [...tier],
    keyHash: [...keyHash],
    bytes: [...bytes],
    latencyUs: rounded(trace.latencyUs, 10),
    costMs: rounded(trace.costMs, 1000),
    ageMs: rounded(trace.ageMs, 1),
    remainingMs: rounded(trace.remainingMs, 1),
  };
  const unfinished = `${file}${PART}`;
  try {
    writeFileSync(unfinished, JSON.stringify(document));
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  keepBound(folder);
  return file;
}

/** The traces waiting in a folder, oldest first; a file that cannot be read is handed to `damaged` instead. */
export function readSpool(folder: string, damaged: (file: string) => void): SpooledTrace[] {
  const found: SpooledTrace[] = [];
  for (const file of spoolFiles(folder)) {
    const parsed = parse(file);
    if (parsed === undefined) damaged(file);
    else found.push(parsed);
  }
  return found;
}

function rounded(values: Float64Array, scale: number): number[] {
  return Array.from(values, (value) => Math.round(value * scale) / scale);
}

function spoolFiles(folder: string): string[] {
  return filesOf(folder, SUFFIX);
}

function filesOf(folder: string, ending: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Another process may be taking files away at the same moment. */
function keepBound(folder: string): void {
  const files = spoolFiles(folder).map((file) => {
    return { file, bytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0 };
  });
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of files) {
    if (total <= MOST_BYTES) break;
    rmSync(file, { force: true });
    total -= bytes;
  }
  for (const file of filesOf(folder, `${SUFFIX}${PART}`)) {
    const { mtimeMs = Number.POSITIVE_INFINITY } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > LONGEST_WRITE_MS) rmSync(file, { force: true });
  }
}

function parse(file: string): SpooledTrace | undefined {
  try {
    const {
      format: _,
      isWarming,
      candidate,
      runId,
      subject,
      ...columns
    } = spoolSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const rows = subject.length;
    if (Object.values(columns).some(({ length }) => length !== rows)) return undefined;
    const trace: Trace = {
      runId,
      rows,
      subject,
      at: Float64Array.from(columns.at),
      kind: Uint8Array.from(columns.kind),
      cause: Int8Array.from(columns.cause),
      tier: Uint8Array.from(columns.tier),
      keyHash: Float64Array.from(columns.keyHash),
      bytes: Float64Array.from(columns.bytes),
      latencyUs: Float64Array.from(columns.latencyUs),
      costMs: Float64Array.from(columns.costMs),
      ageMs: Float64Array.from(columns.ageMs),
      remainingMs: Float64Array.from(columns.remainingMs),
    };
    return { file, trace, isWarming, candidate };
  } catch {
    // Not JSON, or of another format: the caller is told which file.
    return undefined;
  }
}
