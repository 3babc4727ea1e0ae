const LEAST = 1e-15;

/** Mean of -ln of the probability given to what happened; probabilities are held within 1e-15 of 0 and 1. */
export function logLoss(probability: Float64Array, label: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < label.length; i++) {
    const p = Math.min(1 - LEAST, Math.max(LEAST, probability[i]));
    sum -= label[i] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return sum / label.length;
}
