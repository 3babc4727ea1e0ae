import type { DecodedValue } from './codec.js';

interface FrontValue extends DecodedValue {
  readonly bytes: number;
}

/** Decoded values nearest to the caller. */
export interface Front {
  get(id: string): FrontValue | undefined;
  set(id: string, value: FrontValue): void;
  delete(id: string): void;
  clear(): void;
  readonly bytes: number;
}

/** Least-recently-used values in this process, bounded by their encoded bytes. */
export function createFront(maxBytes: number): Front {
  const values = new Map<string, FrontValue>();
  let total = 0;
  const remove = (id: string): void => {
    const found = values.get(id);
    if (found === undefined) return;
    values.delete(id);
    total -= found.bytes;
  };
  return {
    get(id) {
      const found = values.get(id);
      if (found === undefined) return undefined;
      values.delete(id);
      values.set(id, found);
      return found;
    },
    set(id, value) {
      remove(id);
      if (value.bytes > maxBytes) return;
      values.set(id, value);
      total += value.bytes;
      for (const oldest of values.keys()) {
        if (total <= maxBytes) break;
        remove(oldest);
      }
    },
    delete: remove,
    clear() {
      values.clear();
      total = 0;
    },
    get bytes() {
      return total;
    },
  };
}
