/** A number shortened to the digits that a picture or a table cell can show; null stays null. */
export function significant(value: unknown, digits = 5): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Number(value.toPrecision(digits));
}
