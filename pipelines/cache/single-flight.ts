import { randomUUID } from 'node:crypto';
import type { Cache } from './cache.js';
import { type CacheParts, toItem } from './cache-parts.js';
import { alignedBytes } from './codec.js';
import { createHeartbeat } from './heartbeat.js';
import type { CacheKind } from './kinds.js';
import { lookUp, safeDecode } from './look-up.js';
import { storeValues } from './store-values.js';
import type { CacheItem, CacheValue, ComputedValue } from './value.js';
import { isAlive } from './value-life.js';

const POLL_MS = 15;

type Compute = (missing: readonly number[]) => Promise<readonly ComputedValue[]>;

/** A request under way: what is asked for, and the values as they come in. */
interface Request {
  readonly kind: CacheKind;
  readonly items: readonly CacheItem[];
  readonly values: (CacheValue | undefined)[];
  readonly compute: Compute;
  readonly signal: AbortSignal | undefined;
}

/** `getOrComputeMany` of a cache: equal keys are computed once in this process, and once on a shared store. */
export function createSingleFlight(parts: CacheParts): Cache['getOrComputeMany'] {
  const flights = new Map<string, Promise<CacheValue | undefined>>();
  const owner = randomUUID();
  const heartbeat = createHeartbeat(parts, owner);
  return async (kind, asked, compute, signal) => {
    const items = asked.map(toItem);
    const values: (CacheValue | undefined)[] = Array.from({ length: items.length });
    const request: Request = { kind, items, values, compute, signal };
    // Taken before the first wait: from here on an equal key in this process waits for this flight.
    const own: number[] = [];
    const joined: number[] = [];
    const settle = new Map<number, (value: CacheValue | undefined) => void>();
    for (let i = 0; i < items.length; i++) {
      const id = `${kind}:${items[i].key}`;
      if (flights.has(id)) {
        joined.push(i);
        continue;
      }
      own.push(i);
      flights.set(id, new Promise((resolve) => settle.set(i, resolve)));
    }
    const flying = joined.map((i) => flights.get(`${kind}:${items[i].key}`));
    try {
      const ownItems = own.map((i) => items[i]);
      await lookUp(parts, kind, ownItems, true, (k, value) => {
        values[own[k]] = value;
      });
      const missing = stillMissing(request, own);
      if (missing.length > 0) {
        await heartbeat.during(() => computeMissing(parts, request, missing, owner));
      }
    } finally {
      for (const i of own) {
        flights.delete(`${kind}:${items[i].key}`);
        settle.get(i)?.(values[i]);
      }
    }
    for (let j = 0; j < joined.length; j++) values[joined[j]] = await flying[j];
    // Whoever was computing them has failed: its error is its own, the work is still ours.
    await computeFor(parts, request, stillMissing(request, joined));
    return values as CacheValue[];
  };
}

/** Computes what nobody else is computing, under locks, and waits for the rest. */
async function computeMissing(
  parts: CacheParts,
  request: Request,
  missing: readonly number[],
  owner: string,
): Promise<void> {
  const { backend, asking, storing, config } = parts;
  const { kind, items, values } = request;
  const keysOf = (indices: readonly number[]) => indices.map((i) => items[i].key);
  const granted = backend && (await storing(() => backend.lock(kind, keysOf(missing), owner, config.lockMs)));
  const mine = missing.filter((_, k) => granted?.[k] ?? true);
  const others = missing.filter((_, k) => granted?.[k] === false);
  try {
    // Between the lookup and the lock another process may have finished the work.
    const late = granted && (await asking(() => readNow(parts, kind, keysOf(mine))));
    mine.forEach((i, k) => {
      values[i] = late?.[k];
    });
    await computeFor(parts, request, stillMissing(request, mine));
  } finally {
    if (granted !== undefined) await storing(async () => backend?.unlock(kind, keysOf(mine), owner));
  }
  if (others.length === 0) return;
  try {
    await computeFor(parts, request, await waitForOthers(parts, request, others, owner));
  } finally {
    // While waiting it may have taken over the locks of whoever failed.
    await storing(async () => backend?.unlock(kind, keysOf(others), owner));
  }
}

async function computeFor(parts: CacheParts, request: Request, indices: readonly number[]): Promise<void> {
  if (indices.length === 0) return;
  const { kind, items, values, compute } = request;
  const start = performance.now();
  const computed = await compute(indices);
  const shareMs = (performance.now() - start) / indices.length;
  for (let k = 0; k < indices.length; k++) values[indices[k]] = computed[k];
  const entries = indices.map((i, k) => {
    return { ...items[i], value: computed[k], costMs: computed[k].costMs ?? shareMs, spentMs: shareMs };
  });
  await storeValues(parts, kind, entries);
}

/** Waits for values that another process computes; returns those that did not come in time. */
async function waitForOthers(
  parts: CacheParts,
  request: Request,
  others: readonly number[],
  owner: string,
): Promise<readonly number[]> {
  const { backend, asking, storing, breaker, config } = parts;
  const { kind, items, values, signal } = request;
  const deadline = performance.now() + config.lockMs;
  let waiting = others;
  /** Takes what has come; returns what has not, or undefined when the store does not answer. */
  const look = async (indices: readonly number[]): Promise<readonly number[] | undefined> => {
    const keys = indices.map((i) => items[i].key);
    const found = await asking(() => readNow(parts, kind, keys));
    indices.forEach((i, k) => {
      values[i] = found?.[k];
    });
    return found && stillMissing(request, indices);
  };
  while (waiting.length > 0 && performance.now() < deadline && breaker.isClosed()) {
    if (signal?.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const found = await look(waiting);
    if (found === undefined) break;
    waiting = found;
    if (waiting.length === 0) break;
    const left = waiting.map((i) => items[i].key);
    const granted = await storing(async () => backend?.lock(kind, left, owner, config.lockMs));
    if (!granted?.some(Boolean)) continue;
    // A lock that is free again: its owner has failed or fallen silent, or has stored the value since the last look.
    return (await look(waiting)) ?? waiting;
  }
  return waiting;
}

function stillMissing({ values }: Request, indices: readonly number[]): readonly number[] {
  return indices.filter((i) => values[i] === undefined);
}

/** Reads from the store without counting: a second look is no second lookup. */
async function readNow(
  { backend, context }: CacheParts,
  kind: CacheKind,
  keys: readonly string[],
): Promise<(CacheValue | undefined)[]> {
  const found: (CacheValue | undefined)[] = Array.from({ length: keys.length });
  await backend?.read(kind, keys, (k, stored) => {
    if (stored === undefined) return;
    const bytes = backend.isVolatile ? new Uint8Array(stored) : alignedBytes(stored);
    const decoded = safeDecode(bytes, kind, keys[k]);
    if (decoded !== undefined && isAlive(decoded.header, context.now())) found[k] = decoded.value;
  });
  return found;
}
