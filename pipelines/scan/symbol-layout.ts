/** Version of the layout; part of every key. */
export const SYMBOL_LAYOUT_FORMAT = 2;

/** How much there is of everything. */
export interface SymbolSizes {
  readonly bars: number;
  /** Columns of numbers and of conditions, each as long as the bars. */
  readonly numbers: number;
  readonly flags: number;
  /** Outputs. */
  readonly last: number;
  /** Integers. */
  readonly lists: number;
  /** Whether times are whole minutes, which take half the room. */
  readonly inMinutes: boolean;
}

/**
 * What is kept of one symbol, as views on one piece of memory: adjusted closes, times (as minutes since the
 * epoch or, where these are not whole, as milliseconds), numbers and flags of the nodes that do not follow
 * from these (one column after another), the last row of outputs, and for each condition of stage 0 the count
 * of bars on which it is true, and after the counts these bars.
 */
export interface SymbolLayout {
  readonly bytes: Uint8Array;
  readonly close: Float64Array;
  readonly numbers: Float64Array;
  readonly last: Float64Array;
  readonly time: Float64Array;
  readonly minutes: Int32Array;
  readonly lists: Int32Array;
  readonly flags: Uint8Array;
}

/** Bars, outputs, integers in the lists, whether in minutes. */
const HEADER_INTS = 4;

/** Takes memory for a symbol and writes its sizes in front. */
export function layOut(take: (size: number) => Uint8Array, sizes: SymbolSizes): SymbolLayout {
  const { bars, numbers, flags, last, lists, inMinutes } = sizes;
  const doubles = bars * (1 + numbers + (inMinutes ? 0 : 1)) + last;
  const integers = HEADER_INTS + (inMinutes ? bars : 0) + lists;
  const bytes = take((8 * doubles + 4 * integers + flags * bars + 7) & ~7);
  const header = new Int32Array(bytes.buffer, bytes.byteOffset, HEADER_INTS);
  header.set([bars, last, lists, inMinutes ? 1 : 0]);
  return view(bytes, sizes);
}

/**
 * Reads what `layOut` wrote. The views are on `bytes`, which must start on a multiple of 8.
 * @throws when the bytes are not those of a symbol with so many columns.
 */
export function readLayout(
  bytes: Uint8Array,
  { numbers, flags }: Pick<SymbolSizes, 'numbers' | 'flags'>,
): SymbolLayout {
  const [bars, last, lists, inMinutes] = new Int32Array(bytes.buffer, bytes.byteOffset, HEADER_INTS);
  const layout = view(bytes, { bars, numbers, flags, last, lists, inMinutes: inMinutes === 1 });
  const end = layout.flags.byteOffset + layout.flags.byteLength - bytes.byteOffset;
  if (((end + 7) & ~7) !== bytes.length) {
    throw new Error(`readLayout: a symbol of ${bars} bars takes ${end} bytes, was given ${bytes.length}`);
  }
  return layout;
}

function view(bytes: Uint8Array, sizes: SymbolSizes): SymbolLayout {
  const { bars, numbers, flags, last, lists, inMinutes } = sizes;
  let at = bytes.byteOffset + 4 * HEADER_INTS;
  const doubles = (length: number): Float64Array => {
    const column = new Float64Array(bytes.buffer, at, length);
    at += column.byteLength;
    return column;
  };
  const integers = (length: number): Int32Array => {
    const column = new Int32Array(bytes.buffer, at, length);
    at += column.byteLength;
    return column;
  };
  return {
    bytes,
    close: doubles(bars),
    numbers: doubles(bars * numbers),
    last: doubles(last),
    time: doubles(inMinutes ? 0 : bars),
    minutes: integers(inMinutes ? bars : 0),
    lists: integers(lists),
    flags: new Uint8Array(bytes.buffer, at, bars * flags),
  };
}
