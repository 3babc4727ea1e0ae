import { basename } from 'node:path';
import { csvSource } from './csv/csv-source.js';
import { symbolOfFile } from './files/symbol-of-file.js';
import type { Intake } from './intake.js';
import { parquetSource } from './parquet/parquet-source.js';
import type { Source } from './source.js';

const FILE = /[\\/]|\.(csv|txt|tsv|parquet|pq)(\.gz)?$/i;

/** Whether a benchmark option names a file rather than a symbol. */
export function isBenchmarkFile(benchmark: string): boolean {
  return FILE.test(benchmark);
}

/** Symbol under which a benchmark file is stored: `spx_daily_1990_2022.csv.gz` is ^SPX. */
export function benchmarkSymbol(path: string): string {
  const word = symbolOfFile(basename(path)).split(/[_ ]/)[0];
  return `^${word.replace(/^\^/, '').toUpperCase()}`;
}

/** The source of a benchmark file: the bars of one symbol. */
export function openBenchmark(path: string): Promise<Source> {
  const symbol = benchmarkSymbol(path);
  return /\.(parquet|pq)$/i.test(path) ? parquetSource({ path, symbol }) : csvSource({ path, symbol });
}

/**
 * The intake, taking only rows between two days: bars of the benchmark outside the data would make every
 * symbol look as if it had ended early. Rows left out are neither read nor rejected.
 */
export function limitedIntake(
  intake: Intake,
  firstDay: number,
  finalDay: number,
): { intake: Intake; skipped(): number } {
  let skipped = 0;
  const limited: Intake = Object.create(intake, {
    offer: {
      value: (row: Parameters<Intake['offer']>[0]) => {
        if (row.day < firstDay || row.day > finalDay) skipped += 1;
        else intake.offer(row);
      },
    },
  }) as Intake;
  return { intake: limited, skipped: () => skipped };
}
