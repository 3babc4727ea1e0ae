import type { CacheParts } from './cache-parts.js';

const BEAT_MS = 500;
/** Others take over the locks of an owner who has been silent for so long: killed, stopped, or cut off from the store. */
const LIFE_MS = 2000;

/** Says on the store that this process lives, for as long as it works under locks. */
export interface Heartbeat {
  /** Does something under locks, which it takes after the first beat. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

/** The heartbeat of one owner of locks. */
export function createHeartbeat({ backend, storing }: CacheParts, owner: string): Heartbeat {
  let works = 0;
  let timer: NodeJS.Timeout | undefined;
  const beat = () => storing(async () => backend?.beat(owner, LIFE_MS));
  return {
    during: async (work) => {
      works += 1;
      timer ??= setInterval(() => void beat(), BEAT_MS).unref();
      try {
        await beat();
        return await work();
      } finally {
        works -= 1;
        if (works === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      }
    },
  };
}
