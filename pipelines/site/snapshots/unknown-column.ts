/** A column in which nothing is known yet. */
export function unknownColumn(rows: number): (number | null)[] {
  return Array.from({ length: rows }, () => null);
}
