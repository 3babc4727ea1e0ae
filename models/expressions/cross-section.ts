import { areTied } from './comparison.js';
import type { CrossSection, Group } from './plan.js';
import type { Program } from './program.js';
import { createRanker } from './rank-row.js';

/** Labels of every symbol of a panel, by which a cross-section may be grouped. */
export type SymbolLabels = readonly { readonly sector?: string | null; readonly industry?: string | null }[];

/**
 * The step across symbols before a stage, for sessions `from` up to, not including, `to`: each matrix of
 * the stage is replaced, row by row, by its rank, z-score, deviation or scaled value. Different threads
 * may take different sessions. A symbol without a value, or without the label it is grouped by, has none.
 */
export function evaluateCrossSection(
  program: Program,
  stage: number,
  matrices: readonly Float64Array[],
  labels: SymbolLabels,
  sessions: { readonly from: number; readonly to: number },
): void {
  for (const { node, matrix } of program.stages[stage].crossSections) {
    const { operation } = program.nodes[node];
    if (operation.kind !== 'cross') continue;
    const groups = groupMembers(labels, operation.by);
    const step = createStep(operation.operator, operation.constants, labels.length);
    const values = matrices[matrix];
    for (let session = sessions.from; session < sessions.to; session++) {
      const row = values.subarray(session * labels.length, (session + 1) * labels.length);
      for (const members of groups.members) step(row, members);
      for (const outsider of groups.outsiders) row[outsider] = Number.NaN;
    }
  }
}

function groupMembers(
  labels: SymbolLabels,
  by: Group | undefined,
): { readonly members: readonly Int32Array[]; readonly outsiders: readonly number[] } {
  if (by === undefined) return { members: [Int32Array.from(labels, (_, i) => i)], outsiders: [] };
  const byLabel = new Map<string, number[]>();
  const outsiders: number[] = [];
  labels.forEach((label, i) => {
    const name = label[by];
    if (name === null || name === undefined) outsiders.push(i);
    else byLabel.set(name, [...(byLabel.get(name) ?? []), i]);
  });
  return { members: [...byLabel.values()].map((members) => Int32Array.from(members)), outsiders };
}

type Step = (row: Float64Array, members: Int32Array) => void;

function createStep(operator: CrossSection, constants: readonly number[], symbols: number): Step {
  const present = new Int32Array(symbols);
  const values = new Float64Array(symbols);
  const collect = (row: Float64Array, members: Int32Array): number => {
    let n = 0;
    for (let k = 0; k < members.length; k++) {
      const value = row[members[k]];
      if (value - value !== 0) {
        row[members[k]] = Number.NaN;
        continue;
      }
      present[n] = members[k];
      values[n++] = value;
    }
    return n;
  };
  switch (operator) {
    case 'rank':
      return rankStep(collect, present, values);
    case 'zscore':
      return (row, members) => {
        const n = collect(row, members);
        const mean = meanOf(values, n);
        const deviation = deviationOf(values, n, mean);
        for (let k = 0; k < n; k++) row[present[k]] = deviation === 0 ? 0 : (values[k] - mean) / deviation;
      };
    case 'demean':
      return (row, members) => {
        const n = collect(row, members);
        const mean = meanOf(values, n);
        for (let k = 0; k < n; k++) row[present[k]] = values[k] - mean;
      };
    case 'scale':
      return (row, members) => {
        const n = collect(row, members);
        let total = 0;
        for (let k = 0; k < n; k++) total += Math.abs(values[k]);
        for (let k = 0; k < n; k++) row[present[k]] = total === 0 ? 0 : (values[k] * constants[0]) / total;
      };
  }
}

/** Mean ranks from 0 to 1; values that are tied by the rule of the language share theirs. */
function rankStep(
  collect: (row: Float64Array, members: Int32Array) => number,
  present: Int32Array,
  values: Float64Array,
): Step {
  const rank = createRanker(values.length);
  return (row, members) => {
    const n = collect(row, members);
    rank(values, n);
    for (let k = 0; k < n; k++) row[present[k]] = values[k];
  };
}

function meanOf(values: Float64Array, n: number): number {
  let total = 0;
  for (let k = 0; k < n; k++) total += values[k];
  return total / n;
}

/** Population standard deviation; exactly 0 when all values are tied. */
function deviationOf(values: Float64Array, n: number, mean: number): number {
  let squares = 0;
  let isTied = true;
  for (let k = 0; k < n; k++) {
    squares += (values[k] - mean) ** 2;
    if (isTied && !areTied(values[k], values[0])) isTied = false;
  }
  return isTied ? 0 : Math.sqrt(squares / n);
}
