import type { Columns } from '../../models/validation/index.js';

/** Decisions of each symbol after which the future is changed, spread over its history. */
const DECISIONS = 24;

/** Bars at whose close something was decided: there, a glance ahead changes the decision itself. */
export function decisionBars(columns: Columns): number[] {
  const decisions = Object.entries(columns).filter(([name]) =>
    /^(decide|entry|exit|short|cover)\b/.test(name),
  );
  const bars = new Set<number>();
  for (const [, values] of decisions)
    for (let i = 0; i < values.length; i++) if (values[i] !== 0 && !Number.isNaN(values[i])) bars.add(i);
  const all = [...bars].sort((a, b) => a - b);
  const step = Math.max(1, all.length / DECISIONS);
  return Array.from({ length: Math.min(DECISIONS, all.length) }, (_, k) => all[Math.floor(k * step)]);
}
