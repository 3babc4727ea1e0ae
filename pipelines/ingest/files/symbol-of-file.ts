import { basename } from 'node:path';

const ENDINGS = /\.(csv|txt|tsv|parquet|pq|gz)$/i;
const DECORATION = /(_data|_daily|_prices|\.us)$/i;

/**
 * The symbol a one-symbol file is named after: `AAPL_data.csv.gz` and `aapl.us.txt` are AAPL,
 * `BRK.B.csv` is BRK.B. A name all in lower case is taken as upper case.
 */
export function symbolOfFile(path: string): string {
  let name = basename(path);
  while (ENDINGS.test(name)) name = name.replace(ENDINGS, '');
  name = name.replace(DECORATION, '');
  return name === name.toLowerCase() ? name.toUpperCase() : name;
}
