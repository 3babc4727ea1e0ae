/** Bits of an exponent's fraction that can matter to a double. */
const FRACTION_BITS = 60;

/**
 * base ** exponent by multiplication, division and square roots alone. Engines differ in the last bit of
 * `**`, and a tab must reproduce the nightly's figures to the last digit; these operations are exact by
 * IEEE 754 everywhere. Within about 30 units in the last place of the true power.
 * @returns NaN for a negative base with a fraction in the exponent.
 */
export function exactPower(base: number, exponent: number): number {
  if (exponent < 0) return 1 / exactPower(base, -exponent);
  if (exponent === 0) return 1;
  if (!(base > 0) || base === Number.POSITIVE_INFINITY || !Number.isFinite(exponent)) return base ** exponent;
  let whole = Math.floor(exponent);
  let fraction = exponent - whole;
  let result = 1;
  for (let square = base; whole > 0; square *= square) {
    if (whole % 2 === 1) result *= square;
    whole = Math.floor(whole / 2);
  }
  // A root that has become 1 changes nothing any more.
  for (let bit = 0, root = Math.sqrt(base); bit < FRACTION_BITS && fraction > 0 && root !== 1; bit++) {
    fraction *= 2;
    if (fraction >= 1) {
      result *= root;
      fraction -= 1;
    }
    root = Math.sqrt(root);
  }
  return result;
}
