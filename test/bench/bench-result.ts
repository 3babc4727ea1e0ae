/** One measurement, beside its floor: a plain loop for the same work, measured in the same run. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
  /** value / floor, or the ratio that the budget speaks of. */
  readonly ratio?: number;
  /** What DESIGN.md says it must reach. */
  readonly budget?: { readonly of: 'value' | 'ratio'; readonly atMost: number };
}
