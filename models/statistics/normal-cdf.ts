const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
/** Beyond this distance from 0 the tail is computed by itself, so that it keeps its relative accuracy. */
const TAIL_FROM = 1.5;
const FRACTION_TERMS = 150;

/**
 * Φ(x), the probability that a standard normal is at most x; 0 at −∞, 1 at +∞, NaN at NaN.
 *
 * Near 0: ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …) (Marsaglia 2004, J. Stat. Software 11(4)). In the tails:
 * φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))) (Laplace 1805; Abramowitz & Stegun 26.2.14). Relative error
 * below 1e-14 for |x| ≤ 8, in the lower tail too.
 */
export function normalCdf(x: number): number {
  if (x > TAIL_FROM) return 1 - upperTail(x);
  if (x < -TAIL_FROM) return upperTail(-x);
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + normalPdf(x) * sum;
}

function upperTail(x: number): number {
  if (x > 40) return 0;
  let denominator = x;
  for (let k = FRACTION_TERMS; k > 0; k--) denominator = x + k / denominator;
  return normalPdf(x) / denominator;
}

function normalPdf(x: number): number {
  return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * x * x);
}
