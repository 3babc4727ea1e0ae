/** probability = 1 / (1 + e^(a score + b)); a is negative when higher scores are likelier. */
export interface PlattMap {
  readonly kind: 'platt';
  readonly a: number;
  readonly b: number;
}

const MAX_STEPS = 100;

/**
 * Platt scaling (Platt 1999) by the Newton method of Lin, Lin and Weng (2007), with their targets
 * (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2) in place of 1 and 0.
 */
export function fitPlatt(score: Float64Array, label: Float64Array): PlattMap {
  const n = score.length;
  if (n === 0) throw new Error('fitPlatt: there are no rows to calibrate on');
  const positives = label.reduce((sum, y) => sum + y, 0);
  const negatives = n - positives;
  const target = label.map((y) => (y === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)));
  let a = 0;
  let b = Math.log((negatives + 1) / (positives + 1));
  let loss = plattLoss(score, target, a, b);
  for (let step = 0; step < MAX_STEPS; step++) {
    let haa = 1e-12;
    let hbb = 1e-12;
    let hab = 0;
    let ga = 0;
    let gb = 0;
    for (let i = 0; i < n; i++) {
      const p = 1 / (1 + Math.exp(a * score[i] + b));
      const curve = p * (1 - p);
      const slope = target[i] - p;
      haa += score[i] * score[i] * curve;
      hbb += curve;
      hab += score[i] * curve;
      ga += score[i] * slope;
      gb += slope;
    }
    if (Math.abs(ga) < 1e-9 * n && Math.abs(gb) < 1e-9 * n) break;
    const determinant = haa * hbb - hab * hab;
    const da = -(hbb * ga - hab * gb) / determinant;
    const db = -(-hab * ga + haa * gb) / determinant;
    let size = 1;
    let next = plattLoss(score, target, a + da, b + db);
    while (!(next < loss) && size > 1e-10) {
      size /= 2;
      next = plattLoss(score, target, a + size * da, b + size * db);
    }
    if (!(next < loss)) break;
    a += size * da;
    b += size * db;
    loss = next;
  }
  return { kind: 'platt', a, b };
}

/** Probability of a score. */
export function applyPlatt(map: PlattMap, score: number): number {
  return 1 / (1 + Math.exp(map.a * score + map.b));
}

function plattLoss(score: Float64Array, target: Float64Array, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < score.length; i++) {
    const z = a * score[i] + b;
    sum += target[i] * z + Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum;
}
