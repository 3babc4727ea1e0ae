/** The value that minimises g v + (h + λ) v² / 2 within the bounds: the leaf before the learning rate. */
export function heldValue(g: number, h: number, l2: number, low: number, high: number): number {
  const value = -g / (h + l2);
  return value < low ? low : value > high ? high : value;
}

/** How much a leaf held within the bounds lowers the loss, twice over. */
export function heldGain(g: number, h: number, l2: number, low: number, high: number): number {
  const value = heldValue(g, h, l2, low, high);
  return -(2 * g * value + (h + l2) * value * value);
}
