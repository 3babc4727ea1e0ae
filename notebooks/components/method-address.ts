import type { NameRecord } from '../models/expressions/index.js';
import { features } from '../models/features/index.js';
import { entryId } from './method-entry.js';

/** Where the Method page documents a name of the language; undefined for what only one expression declares. */
export function maybeMethodAddress({ name, kind }: Pick<NameRecord, 'name' | 'kind'>): string | undefined {
  switch (kind) {
    case 'column':
    case 'label':
    case 'function':
    case 'indicator':
      return `./method.html#${name}`;
    case 'definition':
      return features.some((feature) => feature.name === name)
        ? `./method.html#${entryId('feature', name)}`
        : undefined;
    case 'output':
    case 'argument':
    case 'parameter':
    case 'word':
      return undefined;
  }
}

/** Where the Method page documents a figure of an account. */
export function figureAddress(name: string): string {
  return `./method.html#${entryId('figure', name)}`;
}
