import type { SubjectMemory } from './backend.js';

/** What was last stored for a subject is remembered for this long. */
export const MEMORY_LIFE_MS = 60 * 86_400_000;

/** Reads what a store remembers of a subject; undefined where it does not, or cannot be read. */
export function parseMemory(json: string | undefined): SubjectMemory | undefined {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as SubjectMemory;
  } catch {
    // Written by another version, or damaged: as good as unknown, and it explains nothing but itself.
    return undefined;
  }
}
