/** A past row and its distance from the case asked about. */
export interface NearestCase {
  readonly row: number;
  readonly distance: number;
}

/**
 * The past rows most like a case: Euclidean distance over features, each weighed by its importance;
 * where either value is missing the feature counts as half the range apart. Features must be on one
 * scale (ranks within the session).
 *
 * @param weight importance per feature, ≥ 0. @param count how many rows, nearest first.
 */
export function nearestCases(
  columns: readonly Float32Array[],
  weight: Float64Array,
  wanted: ArrayLike<number>,
  count: number,
): NearestCase[] {
  const rows = columns.length === 0 ? 0 : columns[0].length;
  const squares = new Float64Array(rows);
  for (let f = 0; f < columns.length; f++) {
    const column = columns[f];
    const w = weight[f];
    if (w === 0) continue;
    const target = wanted[f];
    for (let i = 0; i < rows; i++) {
      const gap = column[i] - target;
      squares[i] += w * (gap === gap ? gap * gap : MISSING_GAP);
    }
  }
  const nearest: NearestCase[] = [];
  for (let i = 0; i < rows; i++) {
    const worst = nearest.length < count ? Infinity : nearest[nearest.length - 1].distance;
    if (squares[i] >= worst) continue;
    let place = nearest.length;
    while (place > 0 && nearest[place - 1].distance > squares[i]) place--;
    nearest.splice(place, 0, { row: i, distance: squares[i] });
    if (nearest.length > count) nearest.pop();
  }
  return nearest.map(({ row, distance }) => ({ row, distance: Math.sqrt(distance) }));
}

const MISSING_GAP = 0.25;
