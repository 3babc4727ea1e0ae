import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type NearestCase, nearestCases, rankBySession } from '../../models/learning/index.js';
import { Problem } from '../errors/index.js';
import type { StoredModel } from './model-folder.js';

/** A sample of the rows that a model learnt from, and what became of them. */
export interface CaseLibrary {
  /** Features in the order of the card, ranked within their session. */
  readonly columns: readonly Float32Array[];
  readonly symbols: readonly string[];
  /** One per row: place in `symbols`, date in epoch milliseconds, return over the model's horizon. */
  readonly symbol: Int32Array;
  readonly time: Float64Array;
  readonly forward: Float64Array;
}

/** A past case like a present one. */
export interface PastCase {
  readonly symbol: string;
  /** Epoch milliseconds. */
  readonly time: number;
  /** 0 is alike in every feature; features weigh by their importance, each on a range of 1. */
  readonly distance: number;
  readonly forward: number;
}

export const CASES_FILE = 'cases.bin';
/** Neighbours looked at for each one kept: days of one symbol in a row are one case, not many. */
const LOOKED_AT = 12;

/** The library as the bytes of its file. */
export function encodeCases(library: CaseLibrary): Uint8Array {
  return serialize(library);
}

/**
 * The library of a model; undefined for one that has none, such as a model from elsewhere.
 * @throws Problem for a file that does not fit the card.
 */
export function readCases({ card, folder }: StoredModel): CaseLibrary | undefined {
  const path = join(folder, CASES_FILE);
  if (!existsSync(path)) return undefined;
  const suggestion = 'Train the model again, or delete the file: scores do not need it.';
  let library: CaseLibrary;
  try {
    library = deserialize(readFileSync(path)) as CaseLibrary;
  } catch (cause) {
    throw new Problem('input', `${path} cannot be read: ${(cause as Error).message}`, { suggestion, cause });
  }
  if (library.columns?.length === card.features.length) return library;
  throw new Problem('input', `${path} does not hold the ${card.features.length} features of the card`, {
    suggestion,
  });
}

/**
 * The past cases most like some rows of one session, at most one of each symbol, nearest first.
 * @param columns raw feature values of the whole session in the order of the card. @param rows which to ask about.
 */
export function pastCases(
  { card }: StoredModel,
  library: CaseLibrary,
  columns: readonly ArrayLike<number>[],
  rows: readonly number[],
  count: number,
): PastCase[][] {
  const oneSession = new Int32Array(columns[0]?.length ?? 0);
  const ranked = columns.map((column) => rankBySession(Float64Array.from(column), oneSession));
  const weight = importanceWeights(card);
  return rows.map((row) => {
    const wanted = ranked.map((column) => column[row]);
    const nearest = nearestCases(library.columns, weight, wanted, count * LOOKED_AT);
    return onePerSymbol(library, nearest).slice(0, count);
  });
}

/** Importance by permutation where it is above zero, sum 1; all alike where nothing is known to matter. */
function importanceWeights({ features, training }: StoredModel['card']): Float64Array {
  const weight = Float64Array.from(features, ({ name }) =>
    Math.max(0, training?.importance[name]?.permutation ?? 0),
  );
  const sum = weight.reduce((total, one) => total + one, 0);
  return weight.map((one) => (sum > 0 ? one / sum : 1 / features.length));
}

function onePerSymbol(library: CaseLibrary, nearest: readonly NearestCase[]): PastCase[] {
  const seen = new Set<number>();
  const cases: PastCase[] = [];
  for (const { row, distance } of nearest) {
    const symbol = library.symbol[row];
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    cases.push({
      symbol: library.symbols[symbol],
      time: library.time[row],
      distance,
      forward: library.forward[row],
    });
  }
  return cases;
}
