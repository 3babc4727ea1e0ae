/** Tails are cut for the picture: one bad tick must not squeeze the rest into a bin. */
const TAIL = 0.01;
/** Relative width below which steps would be lost in rounding: the values are shown as one. */
const NARROWEST = 1e-6;

/** Ends and step of a picture of values, of its slider and of its brush. */
export interface Domain {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/** A domain in round steps that holds the middle 98 % of the values, and a threshold where there is one. */
export function domainOf(values: Float64Array, threshold?: number): Domain {
  const [lowest, highest] = spread(values, threshold);
  const step = niceStep(highest - lowest);
  return {
    low: rounded(Math.floor(lowest / step) * step),
    high: rounded(Math.ceil(highest / step) * step),
    step,
  };
}

/** The middle 98 % of the values, widened to hold the threshold. */
export function spread(values: Float64Array, threshold?: number): [number, number] {
  const known = values.filter((value) => Number.isFinite(value)).sort();
  const middle = threshold ?? 0;
  if (known.length === 0) return [middle - 1, middle + 1];
  const low = known[Math.floor(TAIL * (known.length - 1))];
  const high = known[Math.ceil((1 - TAIL) * (known.length - 1))];
  const from = Math.min(low, threshold ?? low);
  const to = Math.max(high, threshold ?? high);
  const isPoint = to - from <= NARROWEST * Math.max(Math.abs(from), Math.abs(to), NARROWEST);
  return isPoint ? [from - 1, to + 1] : [from, to];
}

/** A step of 1, 2 or 5 times a power of ten, about two hundred of them across. */
export function niceStep(range: number): number {
  const raw = range / 200;
  const power = 10 ** Math.floor(Math.log10(raw));
  const multiple = [1, 2, 5, 10].find((candidate) => candidate * power >= raw) ?? 10;
  return Number((multiple * power).toPrecision(1));
}

/** Without the digits that floor times step leaves behind. */
function rounded(value: number): number {
  return Number(value.toPrecision(9));
}
