import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2022, 0, 3);
const HEADER = 'symbol,date,open,high,low,close,volume';

/** Rows of a price that swings about 100, one a weekday from 3 January 2022. */
export function priceRows(symbol: string, bars: number): string[] {
  const rows: string[] = [];
  for (let day = 0; rows.length < bars; day++) {
    const date = new Date(FIRST_DAY + day * DAY_MS);
    if (date.getUTCDay() % 6 === 0) continue;
    const close = 100 + 10 * Math.sin(rows.length / 9 + symbol.length);
    const prices = [close - 0.1, close + 1, close - 1, close].map((price) => price.toFixed(2));
    rows.push([symbol, date.toISOString().slice(0, 10), ...prices, 1000 + rows.length].join(','));
  }
  return rows;
}

/** Writes a sound file and one of each kind of bad file. @returns the path of a file by its name. */
export function writePriceFiles(folder: string): (name: string) => string {
  mkdirSync(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  const sound = [HEADER, ...priceRows('AAA', 120), ...priceRows('BBBB', 120)];
  const text = sound.join('\n');
  const zipped = gzipSync(text);
  const dirty = [...sound, sound[10]];
  dirty[5] = dirty[5].replace(/,[\d.]+(,\d+)$/, ',abc$1');
  dirty[7] = dirty[7].replace('2022-', '2099-');
  writeFileSync(path('sound.csv'), text);
  writeFileSync(path('empty.csv'), '');
  writeFileSync(path('header.csv'), `${HEADER}\n`);
  mkdirSync(path('no-data'), { recursive: true });
  writeFileSync(path('truncated.csv.gz'), zipped.subarray(0, zipped.length / 2));
  writeFileSync(path('tilde.csv'), text.replaceAll(',', '~'));
  writeFileSync(
    path('no-close.csv'),
    sound.map((line) => line.split(',').toSpliced(5, 1).join(',')).join('\n'),
  );
  writeFileSync(
    path('noise.csv'),
    Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * i * 31 + 7 * i) % 256)),
  );
  writeFileSync(path('noise.parquet'), Buffer.from('PAR1 this is no Parquet file'));
  writeFileSync(path('dirty.csv'), dirty.join('\n'));
  writeFileSync(path('windows.csv'), `\ufeff${sound.join('\r\n')}\r\n`);
  writeFileSync(path('short.csv'), [...sound, ...priceRows('TRE', 3)].join('\n'));
  writeFileSync(
    path('evil.csv'),
    [...sound, ...priceRows('../../x', 5), ...priceRows('<script>', 5)].join('\n'),
  );
  return path;
}
