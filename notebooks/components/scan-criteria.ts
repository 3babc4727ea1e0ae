import { passes } from './rule-criteria.js';
import type { CriterionValues, RuleSession } from './rule-session.js';
import type { Range } from './scan-crossfilter.js';
import type { ScanData } from './scan-day-results.js';
import type { Column } from './data-table.js';

/** A column that can be brushed, by row of the table. */
export interface BrushColumn {
  /** Stands for it in the address. */
  readonly key: string;
  readonly label: string;
  readonly values: Float64Array;
  /** Of a clause of the rule: its place among the criteria, its own range, and which rows meet it. */
  readonly clause?: {
    readonly index: number;
    readonly threshold: number | undefined;
    readonly range: Range;
    readonly standing: Uint8Array;
  };
}

/** A rule on a session as the table's rows see it. */
export interface RuleRows {
  readonly columns: readonly BrushColumn[];
  /** 1 where the symbol traded that day and meets every clause that is no comparison. */
  readonly others: Uint8Array;
}

/**
 * The criteria of a rule as columns of the table's rows. A comparison with a number is shown by its left side; one
 * of two series by their ratio, or by their difference where a right side is not above zero.
 */
export function ruleRows(session: RuleSession, { results }: ScanData): RuleRows {
  const placeOf = new Map(session.symbols.map((symbol, place) => [symbol, place]));
  const places = results.symbols.map((symbol) => placeOf.get(symbol) ?? -1);
  return {
    columns: session.criteria.map((criterion, index) => criterionColumn(criterion, index, places)),
    others: Uint8Array.from(places, (place) => (place < 0 ? 0 : session.others[place])),
  };
}

function criterionColumn(criterion: CriterionValues, index: number, places: readonly number[]): BrushColumn {
  const { left, right, operator, threshold } = criterion;
  const at = (values: Float64Array) =>
    Float64Array.from(places, (place) => (place < 0 ? Number.NaN : values[place]));
  const lefts = at(criterion.leftValues);
  const rights = at(criterion.rightValues);
  const standing = Uint8Array.from(lefts, (value, row) =>
    passes(value, operator, rights[row]) === true ? 1 : 0,
  );
  if (threshold) {
    return {
      key: `${left} ${operator}`,
      label: left,
      values: lefts,
      clause: { index, threshold: threshold.value, range: rangeOf(operator, threshold.value), standing },
    };
  }
  const isRatio = rights.every((value) => !(value <= 0));
  return {
    key: `${left} ${operator} ${right}`,
    label: isRatio ? `${grouped(left)} / ${grouped(right)}` : `${left} − ${grouped(right)}`,
    values: lefts.map((value, row) => (isRatio ? value / rights[row] : value - rights[row])),
    clause: { index, threshold: undefined, range: rangeOf(operator, isRatio ? 1 : 0), standing },
  };
}

function rangeOf(operator: CriterionValues['operator'], limit: number): Range {
  return operator.startsWith('<') ? [Number.NEGATIVE_INFINITY, limit] : [limit, Number.POSITIVE_INFINITY];
}

/** In parentheses where an operator stands outside of any. */
function grouped(text: string): string {
  return /^[\w.]+(\([^()]*\))?$/.test(text) ? text : `(${text})`;
}

/** A numeric column of the table as one to brush. */
export function resultColumn(column: Column, rows: number): BrushColumn {
  const values = Float64Array.from({ length: rows }, (_, row) => {
    const value = column.value?.(row);
    return typeof value === 'number' ? value : Number.NaN;
  });
  return { key: column.key, label: column.label, values };
}
