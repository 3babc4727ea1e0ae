import { MAX_DEPTH, MAX_NESTING } from './token-cursor.js';
import { MAX_NAME_LENGTH, MAX_TEXT_LENGTH } from './tokenise.js';
import { MAX_LAG, MAX_OPEN_DEFINITIONS, MAX_PLAN_DEPTH, MAX_SIZE } from './value-builder.js';

/** A wall around what is read at all, far above any real rule. */
export interface LanguageLimit {
  readonly of: string;
  readonly most: number;
  readonly unit: string;
}

/** Beyond these an expression is refused, within 50 ms whatever it is. */
export const languageLimits: readonly LanguageLimit[] = [
  { of: 'length of an expression', most: MAX_TEXT_LENGTH, unit: 'characters' },
  { of: 'length of a name', most: MAX_NAME_LENGTH, unit: 'characters' },
  { of: 'brackets, signs and powers within each other', most: MAX_NESTING, unit: 'deep' },
  { of: 'operators within each other', most: MAX_DEPTH, unit: 'deep' },
  { of: 'a lag', most: MAX_LAG, unit: 'bars' },
  { of: 'parts with every named expression written out', most: MAX_SIZE, unit: 'parts' },
  { of: 'those parts within each other', most: MAX_PLAN_DEPTH, unit: 'deep' },
  { of: 'named expressions that refer to each other', most: MAX_OPEN_DEFINITIONS, unit: 'deep' },
];
