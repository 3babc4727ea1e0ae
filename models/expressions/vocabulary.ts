import { indicators, type Indicator } from '../indicators/index.js';
import { languageColumns, languageLabels, type LanguageColumn } from './columns.js';
import { type LanguageFunction, languageFunctions } from './language-functions.js';
import { maybeNearestName } from './nearest-name.js';
import { RESERVED_WORDS } from './parse.js';

/** Other names by which quants know an indicator: one canonical name, the registry's. */
const INDICATOR_ALIASES: Readonly<Record<string, string>> = {
  correlation: 'corr',
  covariance: 'cov',
  stddev: 'stdev',
  std: 'stdev',
  rma: 'smma',
  bollinger: 'bbands',
  ts_max: 'highest',
  ts_min: 'lowest',
  ts_sum: 'sum',
  ts_argmax: 'argmax',
  ts_argmin: 'argmin',
  williams_r: 'willr',
  tr: 'true_range',
};

/** Series that an indicator reads when none is given, where it is not close: as Pine's highest and lowest. */
const DEFAULT_SERIES: ReadonlyMap<string, string> = new Map([
  ['highest', 'high'],
  ['bars_since_highest', 'high'],
  ['lowest', 'low'],
  ['bars_since_lowest', 'low'],
]);

const COLUMNS: ReadonlyMap<string, LanguageColumn> = new Map(
  languageColumns.map((column) => [column.name, column]),
);
const FUNCTIONS: ReadonlyMap<string, LanguageFunction> = new Map(
  languageFunctions.flatMap((record) =>
    [record.name, ...(record.aliases ?? [])].map((name) => [name, record] as const),
  ),
);
const INDICATORS: ReadonlyMap<string, Indicator> = indicatorNames();
const LABELS: ReadonlySet<string> = new Set(languageLabels.map(({ name }) => name));

/** The column of that name, such as close; undefined when there is none. */
export function maybeColumn(name: string): LanguageColumn | undefined {
  return COLUMNS.get(name);
}

/** The function of that name or alias. */
export function maybeFunction(name: string): LanguageFunction | undefined {
  return FUNCTIONS.get(name);
}

/** The indicator of that name or alias. */
export function maybeIndicator(name: string): Indicator | undefined {
  return INDICATORS.get(name);
}

/** Other names of an indicator. */
export function indicatorAliases(name: string): readonly string[] {
  return [...INDICATORS]
    .filter(([alias, { name: canonical }]) => canonical === name && alias !== name)
    .map(([alias]) => alias);
}

/** Whether the name is a label of a symbol: sector or industry. */
export function isLabel(name: string): name is 'sector' | 'industry' {
  return LABELS.has(name);
}

/** Whether a caller may not use the name for a definition, parameter or column of its own. */
export function isTaken(name: string): boolean {
  return COLUMNS.has(name) || LABELS.has(name) || RESERVED_WORDS.has(name);
}

/** Column that the first series of an indicator defaults to. */
export function defaultSeries(indicator: string): string {
  return DEFAULT_SERIES.get(indicator) ?? 'close';
}

/** The nearest of the language's and the caller's names, or undefined. */
export function maybeNearest(written: string, declared: Iterable<string>): string | undefined {
  const names = [...COLUMNS.keys(), ...LABELS, ...FUNCTIONS.keys(), ...INDICATORS.keys(), ...declared];
  return maybeNearestName(written, names);
}

/** A function of the language hides an indicator of the same name. */
function indicatorNames(): Map<string, Indicator> {
  const byName = new Map(indicators.map((indicator) => [indicator.name, indicator]));
  for (const [alias, name] of Object.entries(INDICATOR_ALIASES)) {
    const indicator = byName.get(name);
    if (indicator !== undefined && !byName.has(alias)) byName.set(alias, indicator);
  }
  return byName;
}
