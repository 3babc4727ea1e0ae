/** A column that rows are filtered by. */
export interface FilterColumn {
  /** One value a row; a row whose value is NaN passes no range. */
  readonly values: Float64Array;
  /** Ends of the picture; values beyond them fall into the outermost bins. */
  readonly low: number;
  readonly high: number;
  /** Rows that pass while no range is set, 1 or 0; every row when left out. */
  readonly standing?: Uint8Array;
}

/** Inclusive at both ends, which may be infinite. */
export type Range = readonly [from: number, to: number];

/** Counts that follow a range at once: each column is counted under the filters of all the others. */
export interface Crossfilter {
  /** Rows of the base, by bin, of each column. */
  readonly totals: readonly Int32Array[];
  /** Rows of the base that pass every other column's filter, by bin, of each column. */
  readonly counts: readonly Int32Array[];
  /** 1 for a row that passes everything. */
  readonly mask: Uint8Array;
  /** Rows that pass everything. */
  passing(): number;
  /** Filters a column by a range, or by what stands without one. */
  setRange(column: number, range: Range | undefined): void;
  /** Changes which rows are looked at at all, 1 or 0. */
  setBase(base: Uint8Array): void;
}

/** Filters are the bits of one integer a row. */
const MOST_COLUMNS = 31;

/**
 * A crossfilter over typed arrays. One integer a row holds a bit for each column whose filter it fails: a row
 * counts in a column when no other bit is set, so a change costs one pass over the rows.
 * @throws when there are more than 31 columns.
 */
export function createCrossfilter(
  columns: readonly FilterColumn[],
  base: Uint8Array,
  bins: number,
): Crossfilter {
  if (columns.length > MOST_COLUMNS) {
    throw new Error(`createCrossfilter: at most ${MOST_COLUMNS} columns, there were ${columns.length}`);
  }
  const rows = base.length;
  const failing = new Int32Array(rows);
  const mask = new Uint8Array(rows);
  const binOf = columns.map((column) => binsOf(column, bins));
  const totals = columns.map(() => new Int32Array(bins));
  const counts = columns.map(() => new Int32Array(bins));
  const state = { base, passing: 0 };

  function filter(column: number, range: Range | undefined): void {
    const { values, standing } = columns[column];
    const bit = 1 << column;
    for (let row = 0; row < rows; row++) {
      const passes = range
        ? values[row] >= range[0] && values[row] <= range[1]
        : standing === undefined || standing[row] === 1;
      failing[row] = passes ? failing[row] & ~bit : failing[row] | bit;
    }
  }

  function recount(): void {
    for (const column of counts) column.fill(0);
    state.passing = 0;
    for (let row = 0; row < rows; row++) {
      const bits = state.base[row] === 1 ? failing[row] : -1;
      mask[row] = bits === 0 ? 1 : 0;
      if (bits === 0) {
        state.passing++;
        for (let k = 0; k < counts.length; k++) if (binOf[k][row] >= 0) counts[k][binOf[k][row]]++;
      } else if ((bits & (bits - 1)) === 0) {
        const k = 31 - Math.clz32(bits);
        if (k < counts.length && binOf[k][row] >= 0) counts[k][binOf[k][row]]++;
      }
    }
  }

  function total(): void {
    for (let k = 0; k < totals.length; k++) {
      totals[k].fill(0);
      for (let row = 0; row < rows; row++) {
        if (state.base[row] === 1 && binOf[k][row] >= 0) totals[k][binOf[k][row]]++;
      }
    }
  }

  columns.forEach((_, column) => filter(column, undefined));
  total();
  recount();
  return {
    totals,
    counts,
    mask,
    passing: () => state.passing,
    setRange(column, range) {
      filter(column, range);
      recount();
    },
    setBase(next) {
      state.base = next;
      total();
      recount();
    },
  };
}

/** Bin of each row, −1 where the value is unknown. */
function binsOf({ values, low, high }: FilterColumn, bins: number): Int16Array {
  const scale = bins / (high - low);
  return Int16Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : Math.max(0, Math.min(bins - 1, Math.floor((value - low) * scale))),
  );
}
