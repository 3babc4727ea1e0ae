import { contentKey } from '../../../pipelines/cache/index.js';

/** Inputs that are in memory, as a source of them that is keyed by every byte. */
export function heldInputs<T extends { readonly symbols: readonly string[] }>(loaded: T) {
  return {
    symbols: loaded.symbols,
    key: () => Promise.resolve(contentKey(loaded)),
    load: () => Promise.resolve(loaded),
  };
}
