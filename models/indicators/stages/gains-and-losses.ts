/**
 * Rise and fall from bar to bar, both ≥ 0, as a resumable stage; NaN on the first bar and around a NaN.
 * Uses memory[at].
 */
export function gainsAndLosses(
  input: Float64Array,
  gains: Float64Array,
  losses: Float64Array,
  from: number,
  to: number,
  memory: Float64Array,
  at: number,
): void {
  let last = memory[at] === 0 ? Number.NaN : input[from - 1];
  memory[at] = 1;
  for (let i = from; i < to; i++) {
    const change = input[i] - last;
    gains[i] = change > 0 ? change : 0 * change;
    losses[i] = change < 0 ? -change : 0 * change;
    last = input[i];
  }
}
