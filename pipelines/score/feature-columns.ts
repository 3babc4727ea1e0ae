import type { LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { evaluateSymbols } from './evaluate-symbols.js';

/** Where the values of one session come from: what the scan has computed already, else the bars. */
export interface FeatureSource {
  /** Symbols to score, in order. */
  readonly symbols: readonly string[];
  /** Values of the scan's features by name, one per symbol; their present expressions beside. */
  readonly computed: ReadonlyMap<string, Float64Array>;
  readonly expressions: Readonly<Record<string, string>>;
  readonly loaded: LoadedInputs;
}

/**
 * One column per feature of a model, one row per symbol, NaN for missing. What the scan computed by the
 * very same expression is taken from it; anything else is evaluated on the bars.
 * @param wanted feature name to expression, in the order of the model.
 * @throws Problem for an expression that does not compile.
 */
export function featureColumns(
  source: FeatureSource,
  wanted: Readonly<Record<string, string>>,
): Float64Array[] {
  const names = Object.keys(wanted);
  const open = names.filter(
    (name) => source.expressions[name] !== wanted[name] || !source.computed.has(name),
  );
  const evaluated = open.length === 0 ? new Map<string, Float64Array>() : evaluateLast(source, wanted, open);
  return names.map((name) => {
    const column = evaluated.get(name) ?? source.computed.get(name);
    if (!column) throw new Problem('internal', `no values of the feature "${name}"`);
    return column.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  });
}

function evaluateLast(
  { symbols, loaded }: FeatureSource,
  wanted: Readonly<Record<string, string>>,
  names: readonly string[],
): Map<string, Float64Array> {
  const valuesOf = evaluateSymbols(loaded, Object.fromEntries(names.map((name) => [name, wanted[name]])));
  const rowOf = new Map(symbols.map((symbol, row) => [symbol, row]));
  const columns = names.map(() => new Float64Array(symbols.length).fill(Number.NaN));
  loaded.symbols.forEach((symbol, place) => {
    const row = rowOf.get(symbol);
    if (row === undefined) return;
    valuesOf(place).forEach((series, f) => {
      columns[f][row] = series[series.length - 1];
    });
  });
  return new Map(names.map((name, f) => [name, columns[f]]));
}
