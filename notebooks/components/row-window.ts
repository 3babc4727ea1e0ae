/** Height of a row of a long table, in CSS pixels: `--row` of style.css. */
const ROW_HEIGHT = 28;
/** The header stays over the rows that are scrolled beneath it. */
const HEAD_HEIGHT = 2 * ROW_HEIGHT;
/** Rows above and below the view that are in the document too, so that scrolling a little finds them there. */
const OVERSCAN = 6;
/** Of an area that has not been laid out yet. */
const UNKNOWN_HEIGHT = 600;

/** The row that is open: its place in the order, Infinity for none, and the height of what it shows beneath. */
export interface OpenRow {
  readonly index: number;
  readonly height: number;
}

/** The part of a scrolled area that is seen, in pixels. */
export interface View {
  readonly top: number;
  readonly height: number;
}

/** Where a row begins, in pixels from the first one's top; of the index after the last, where the rows end. */
export function rowTop(index: number, open: OpenRow): number {
  return index * ROW_HEIGHT + (open.index < index ? open.height : 0);
}

/** First row in view and the one after the last, with some around them. */
export function rowsInView(count: number, { top, height }: View, open: OpenRow): readonly [number, number] {
  const scrolledRows = top - (open.index * ROW_HEIGHT < top ? open.height : 0);
  const first = Math.max(0, Math.floor(scrolledRows / ROW_HEIGHT) - OVERSCAN);
  const visible = Math.ceil((height || UNKNOWN_HEIGHT) / ROW_HEIGHT);
  return [first, Math.min(count, first + visible + 2 * OVERSCAN)];
}

/** Where the area is to be scrolled to for a row to be seen whole: no further than it has to. */
export function scrolledToRow(index: number, { top, height }: View, open: OpenRow): number {
  const begin = rowTop(index, open);
  const end = begin + ROW_HEIGHT + HEAD_HEIGHT;
  if (begin < top) return begin;
  return end > top + height ? end - height : top;
}
