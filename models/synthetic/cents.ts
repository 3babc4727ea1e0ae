/** A price as traded: whole cents, which also keeps the last bit of exp() out of it. */
export function cents(price: number): number {
  return Math.round(price * 100) / 100;
}
