/**
 * Share of the known values that lie below a value, ties counted half: 0 lowest, 1 highest.
 * @returns null when the value is unknown.
 */
export function percentile(values: readonly (number | null)[], value: number | null): number | null {
  if (value === null) return null;
  let below = 0;
  let equal = 0;
  let known = 0;
  for (const other of values) {
    if (other === null) continue;
    known++;
    if (other < value) below++;
    else if (other === value) equal++;
  }
  return known === 0 ? null : (below + equal / 2) / known;
}
