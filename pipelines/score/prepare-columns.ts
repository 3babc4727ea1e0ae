import { rankBySession, standardiseBySession } from '../../models/learning/index.js';
import { Problem } from '../errors/index.js';
import type { ModelCard } from './card.js';

/**
 * Raw feature columns as a model sees them: the card's transform applied within each session, in float32.
 * @param session ascending, one per row; one session when absent.
 * @throws Problem when there are not as many columns as features.
 */
export function prepareColumns(
  card: ModelCard,
  columns: readonly ArrayLike<number>[],
  session?: Int32Array,
): Float32Array[] {
  if (columns.length !== card.features.length) {
    throw new Problem(
      'input',
      `model ${card.name} takes ${card.features.length} features, got ${columns.length}`,
      { suggestion: 'Make card.json and model.onnx agree.' },
    );
  }
  const known = session ?? new Int32Array(columns[0].length);
  return columns.map((column) => transform(card, column, known));
}

function transform(card: ModelCard, column: ArrayLike<number>, session: Int32Array): Float32Array {
  if (card.input.transform === 'none') return Float32Array.from(column);
  const values =
    column instanceof Float32Array || column instanceof Float64Array ? column : Float64Array.from(column);
  return card.input.transform === 'rank'
    ? rankBySession(values, session)
    : standardiseBySession(values, session);
}
