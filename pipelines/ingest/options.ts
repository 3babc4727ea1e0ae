import { z } from 'zod';
import { PRICE_COLUMNS } from './columns/recognise-columns.js';
import { DECIMAL_MARKS } from './csv/decimal-mark.js';
import { DATE_FORMATS } from './dates/date-format.js';

const isoDate = z.iso.date();
const columnMapping = z.partialRecord(z.enum(PRICE_COLUMNS), z.string().min(1));

/** What may accompany prices of any source. */
const companions = {
  /** Split and dividend factors: a CSV with symbol, ex-date and factor (or ratio, or cash amount). */
  actionsPath: z.string().min(1).optional(),
  /** Symbol metadata: a CSV with symbol and name, perhaps sector and industry. */
  symbolsPath: z.string().min(1).optional(),
  /** Sectors, in the same form; where both say something, this one wins. */
  sectorsPath: z.string().min(1).optional(),
  /** A symbol of the data, or a file with the bars of one more symbol. */
  benchmark: z.string().min(1).optional(),
  /** Index membership: a CSV with symbol, start date, end date (empty: still a member). */
  membershipPath: z.string().min(1).optional(),
};

const fileOptions = {
  /** A file, a folder, or a pattern such as `prices/*.csv`; several are read as one. */
  path: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** Columns whose names are not recognised: `{ date: 'Day', close: 'Last' }`. */
  columns: columnMapping.optional(),
  /** How dates are written; by the evidence of the file when not given. */
  dateFormat: z.enum(DATE_FORMATS).optional(),
  /** What the prices already reflect; such actions are not stored again. Default `none`. */
  adjusted: z.enum(['none', 'splits', 'all']).optional(),
};

const syntheticOptions = z.strictObject({
  source: z.literal('synthetic'),
  /** Same seed, same market, to the last bit. */
  seed: z.int().default(20260101),
  symbols: z.int().min(11).max(20_000).default(500),
  years: z.number().min(0.25).max(40).default(5),
  /** Size of the planted effect; 0 is a market without any. */
  effect: z.number().min(0).max(10).default(1),
  /** Last session is on or before this date. */
  endDate: isoDate.default('2025-12-31'),
});

const csvOptions = z.strictObject({
  source: z.literal('csv'),
  ...fileOptions,
  /** The one character between fields; by the evidence of the file when not given. */
  delimiter: z.string().length(1).optional(),
  /** What stands before the decimals; by the evidence of the file when not given. */
  decimal: z.enum(DECIMAL_MARKS).optional(),
  ...companions,
});

const parquetOptions = z.strictObject({ source: z.literal('parquet'), ...fileOptions, ...companions });

const polygonOptions = z.strictObject({
  source: z.literal('polygon'),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.polygon.io'),
  from: isoDate,
  /** Default: the last day on which trading is over. */
  to: isoDate.optional(),
  /** Only these; all US stocks when not given. */
  symbols: z.array(z.string().min(1)).min(1).optional(),
  /** The rate your plan allows; 5 is the free one. */
  requestsPerMinute: z.number().positive().max(60_000).default(5),
  timeoutMs: z.int().positive().default(30_000),
  /** First wait after a failed request; it doubles from one to the next. */
  retryDelayMs: z.int().positive().default(1000),
  adjusted: z.enum(['none', 'splits', 'all']).optional(),
  ...companions,
});

/** Options of an ingest, by source. The configuration file and the command line are checked against it. */
export const ingestOptionsSchema = z.discriminatedUnion('source', [
  syntheticOptions,
  csvOptions,
  parquetOptions,
  polygonOptions,
]);

/** Options as a user writes them: what has a default may be left out. */
export type IngestOptionsInput = z.input<typeof ingestOptionsSchema>;
export type IngestOptions = z.output<typeof ingestOptionsSchema>;
export type SyntheticOptions = z.output<typeof syntheticOptions>;
export type CsvOptions = z.output<typeof csvOptions>;
export type ParquetOptions = z.output<typeof parquetOptions>;
export type PolygonOptions = z.output<typeof polygonOptions>;
