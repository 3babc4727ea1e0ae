import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../pipelines/errors/index.js';
import { createFolder, ingested } from './workbench.js';

const folder = createFolder();
afterAll(folder.remove);

const HEADER = 'date,open,high,low,close,volume,Name';
const ROWS = [
  '2018-02-05,10,11,9,10.5,1000,AAA',
  '2018-02-06,10.5,12,10,11.25,2000,AAA',
  '2018-02-05,20,21,19,20.5,300,BRK.B',
];
let files = 0;
const csv = (text: string | Uint8Array, name = `prices${(files += 1)}.csv`) => folder.file(name, text);
const ingestText = (text: string | Uint8Array, more: object = {}) =>
  ingested({ source: 'csv', path: csv(text), ...more }, async (summary, database) => ({
    summary,
    bars: await database.rows(
      'SELECT symbol, date::VARCHAR AS date, open, high, low, close, volume FROM bars JOIN symbols USING (symbol_id)',
    ),
    rejections: await database.rows(
      'SELECT line, symbol, date, reason, detail FROM rejections ORDER BY line',
    ),
    flags: await database.rows('SELECT symbol, kind, detail FROM flags JOIN symbols USING (symbol_id)'),
    actions: await database.rows(
      'SELECT symbol, ex_date::VARCHAR AS date, kind, factor FROM actions JOIN symbols USING (symbol_id)',
    ),
  }));
const problemOf = async (text: string | Uint8Array, more: object = {}) => {
  const error: unknown = await ingestText(text, more).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
};

describe('CSV, however it is written, gives the same bars', () => {
  const plain = [HEADER, ...ROWS].join('\n');
  const variants: Record<string, string | Uint8Array> = {
    'a last newline': `${plain}\n`,
    CRLF: plain.replaceAll('\n', '\r\n'),
    'lone CR': plain.replaceAll('\n', '\r'),
    'a byte order mark': `\uFEFF${plain}`,
    semicolons: plain.replaceAll(',', ';'),
    tabs: plain.replaceAll(',', '\t'),
    pipes: plain.replaceAll(',', '|'),
    quotes: plain.replaceAll(/[^,\n]+/g, '"$&"'),
    gzip: gzipSync(plain),
    'blank lines': plain.replaceAll('\n', '\n\n'),
    'US dates': plain
      .replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, '$2/$3/$1')
      .replace('AAA\n', 'AAA\n02/28/2018,1,1,1,,1,ZZZ\n'),
    'compact dates': plain.replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, '$1$2$3'),
    'epoch seconds': plain.replaceAll(/\d{4}-\d\d-\d\d/g, (date) => String(Date.parse(date) / 1000)),
    'epoch milliseconds': plain.replaceAll(/\d{4}-\d\d-\d\d/g, (date) => String(Date.parse(date))),
    'times with a zone': plain.replaceAll(/(\d{4}-\d\d-\d\d)/g, '$1 00:00:00-05:00'),
    'other names': plain.replace(HEADER, 'Trade Date,O,H,L,Close/Last,Vol.,Ticker'),
    'rows in another order': [HEADER, ...[...ROWS].reverse()].join('\n'),
    'decimal commas': plain.replaceAll(',', ';').replaceAll(/(\d)\.(\d)/g, '$1,$2'),
    'volumes in thousands': plain.replaceAll(',1000', ',1K'),
    'dollars and thousands': plain.replaceAll(',10.5,1000', ',"$10.5","1,000"'),
  };
  for (const [name, text] of Object.entries(variants)) {
    it(name, async () => {
      const expected = await ingestText(plain);
      const actual = await ingestText(text);
      expect(actual.bars).toEqual(expected.bars);
      expect(actual.summary.dataHash).toBe(expected.summary.dataHash);
    });
  }

  it('one file per symbol, named after it', async () => {
    const parts = createFolder();
    const header = 'Date,Open,High,Low,Close,Volume';
    parts.file(
      'AAA_data.csv',
      [header, '2018-02-05,10,11,9,10.5,1000', '2018-02-06,10.5,12,10,11.25,2000'].join('\n'),
    );
    parts.file('brk.b.csv.gz', gzipSync(`${header}\n2018-02-05,20,21,19,20.5,300\n`));
    const expected = await ingestText(plain);
    for (const path of [parts.path, `${parts.path}/*.c*`]) {
      const hash = await ingested({ source: 'csv', path }, (summary) => summary.dataHash);
      expect(hash).toBe(expected.summary.dataHash);
    }
    parts.remove();
  });

  it('columns of any name, mapped by the option', async () => {
    const text = plain.replace(HEADER, 'Day,Eröffnung,Hoch,Tief,Schluss,Umsatz,WKN');
    const columns = {
      date: 'Day',
      open: 'Eröffnung',
      high: 'Hoch',
      low: 'Tief',
      close: 'Schluss',
      volume: 'Umsatz',
      symbol: 'WKN',
    };
    expect((await ingestText(text, { columns })).bars).toEqual((await ingestText(plain)).bars);
    const problem = await problemOf(text);
    expect(problem.message).toContain('"Schluss"');
    expect(problem.suggestion).toContain('--columns open=NAME');
  });
});

describe('a table whose symbols are written otherwise', () => {
  it('is refused with the way to write them', async () => {
    const problem = await problemOf(`${HEADER}\n2018-02-07,10,11,9,10,5,BRK/B`);
    expect(problem.message).toMatch(/none of the 1 rows .*"BRK\/B" is not a symbol/);
    expect(problem.suggestion).toContain('BRK.B or BRK-B');
  });
});

describe('a row that repeats a symbol and a day', () => {
  const again = async (header: string, rows: readonly string[]) =>
    (await ingestText([header, ...rows].join('\n'))).rejections.map(({ detail }) => String(detail));

  it('says where the first one is, and what differs from it', async () => {
    const first = '2018-02-07,10,11,9,10,5,AAA';
    expect(await again(HEADER, [first, first, '2018-02-07,10,12,9,10,,AAA'])).toEqual([
      expect.stringMatching(/^already given in .+\.csv, line 2$/),
      expect.stringMatching(/^already given in .+\.csv, line 2 with another high, volume$/),
    ]);
  });

  it('says where the symbol came from when the table has no column for it', async () => {
    const [detail] = await again('date,open,high,low,close', [
      '2018-02-07,10,11,9,10',
      '2018-02-07,20,21,19,20',
    ]);
    expect(detail).toMatch(/with another open, high, low, close; it has no column for the symbol, so all/);
  });
});

describe('a row that cannot be used stands in the ledger with its line and reason', () => {
  const cases: readonly (readonly [row: string, reason: string])[] = [
    ['2018-02-07,,11,9,10,5,AAA', 'missing_price'],
    ['2018-02-07,10,abc,9,10,5,AAA', 'bad_number'],
    ['2018-02-07,10,11,9,10,many,AAA', 'bad_number'],
    ['2018-02-31,10,11,9,10,5,AAA', 'bad_date'],
    [',10,11,9,10,5,AAA', 'bad_date'],
    ['2030-01-02,10,11,9,10,5,AAA', 'future_date'],
    ['2018-02-07,0,11,9,10,5,AAA', 'non_positive_price'],
    ['2018-02-07,10,11,-9,10,5,AAA', 'non_positive_price'],
    ['2018-02-06,1,1,1,1,1,AAA', 'duplicate'],
    ['2018-02-07,10,11,9,10,5,', 'bad_symbol'],
    ['2018-02-07,10,11,9,10,5,../../x', 'bad_symbol'],
    ['2018-02-07,10,11,9,10,5,<script>', 'bad_symbol'],
    ['2018-02-07,10,11,9,10,5,A\u0000B', 'bad_symbol'],
    ['2018-02-07,10,11,9,10,-5,AAA', 'bad_volume'],
    ['2018-02-07,10,11,9,10', 'wrong_column_count'],
    ['2018-02-07,10,11,9,10,5,AAA,1', 'wrong_column_count'],
    ['2018-02-07,"10"x,11,9,10,5,AAA', 'bad_quoting'],
    ['2018-02-07,1e999,11,9,10,5,AAA', 'non_positive_price'],
    ['2018-02-07,0x10,11,9,10,5,AAA', 'bad_number'],
  ];
  for (const [row, reason] of cases) {
    it(`${JSON.stringify(row)} is ${reason}`, async () => {
      const { summary, rejections } = await ingestText([HEADER, ...ROWS, row].join('\n'));
      expect(rejections).toMatchObject([{ line: 5, reason }]);
      expect(summary).toMatchObject({ rowsRead: 4, rowsAccepted: 3, rowsRejected: 1 });
      expect(summary.rejectionsByReason).toEqual({ [reason]: 1 });
    });
  }

  it('real symbols with signs are accepted', async () => {
    const symbols = ['BRK.B', 'BF-B', 'TAP.A', '^GSPC', 'ES=F', 'M&M.NS', 'GOOCV', '7203.T'];
    const rows = symbols.map((symbol) => `2018-02-07,10,11,9,10,5,${symbol}`);
    const { summary } = await ingestText([HEADER, ...rows].join('\n'));
    expect(summary).toMatchObject({ symbols: symbols.length, rowsRejected: 0 });
  });
});

describe('input that cannot be read at all says what to do', () => {
  const compressed = gzipSync([HEADER, ...ROWS].join('\n').repeat(50));
  const damaged = Buffer.from(compressed);
  damaged[damaged.length - 6] ^= 0xff;
  const THREE_DIGITS = `${HEADER.replaceAll(',', ';')}\n2018-02-05;101,100;102,000;100,500;101,250;1000;A`;
  const cases: readonly (readonly [
    name: string,
    text: string | Uint8Array,
    message: RegExp,
    more?: object,
  ])[] = [
    ['an empty file', '', /is empty/],
    ['blank space', ' \n \n', /blank space/],
    ['a header alone', `${HEADER}\n`, /no rows/],
    ['a gzip cut short', compressed.subarray(0, compressed.length - 20), /ends early/],
    ['a damaged gzip', damaged, /damaged gzip/],
    ['a Parquet file', 'PAR1xxxxPAR1', /Parquet/],
    ['UTF-16', Buffer.from(`\uFEFF${HEADER}`, 'utf16le'), /UTF-16/],
    ['a wrong delimiter', [HEADER, ...ROWS].join('\n'), /no column for/, { delimiter: ';' }],
    ['an unknown delimiter', [HEADER, ...ROWS].join('\n').replaceAll(',', '^'), /no column for/],
    ['a missing column', [HEADER, ...ROWS].join('\n').replace('close', 'xyz'), /no column for close/],
    ['an unclosed quote', `${HEADER}\n2018-02-07,"10,11,9,10,5,AAA\n`, /line 2: a quote/],
    ['ambiguous dates', `${HEADER}\n3/5/2018,1,1,1,1,1,A\n4/5/2018,1,1,1,1,1,A\n`, /mdy or dmy/],
    ['commas before three digits', THREE_DIGITS, /"101,250" can be read as 101\.250 or 101250/],
    ['dates of no format', `${HEADER}\nmonday,1,1,1,1,1,A\n`, /no known date format/],
    ['no row that can be used', `${HEADER}\n2018-02-05,x,1,1,1,1,A\n`, /none of the 1 rows/],
  ];
  for (const [name, text, message, more] of cases) {
    it(name, async () => {
      const problem = await problemOf(text, more);
      expect(problem.kind).toBe('input');
      expect(problem.message).toMatch(message);
      expect(problem.suggestion).toBeTruthy();
    });
  }

  it('what the comma stands for can be said', async () => {
    const comma = await ingestText(THREE_DIGITS, { decimal: 'comma' });
    expect(comma.bars).toMatchObject([{ open: 101.1, close: 101.25, volume: 1000 }]);
    const dot = await ingestText(THREE_DIGITS, { decimal: 'dot' });
    expect(dot.bars).toMatchObject([{ open: 101_100, close: 101_250 }]);
  });

  it('a path that does not exist, a folder without data', async () => {
    const look = () => undefined;
    await expect(ingested({ source: 'csv', path: '/no/such' }, look)).rejects.toThrow(/does not exist/);
    const empty = createFolder();
    await expect(ingested({ source: 'csv', path: empty.path }, look)).rejects.toThrow(/no data in/);
    empty.remove();
  });
});

describe('what belongs to prices', () => {
  it('dividends from an adjusted close: 10.00 before a dividend of 0.50 is the factor 0.95', async () => {
    const { actions } = await ingestText(
      'Date,Open,High,Low,Close,Adj Close,Volume,Symbol\n2018-02-05,10,10,10,10,9.5,5,A\n2018-02-06,9.5,9.5,9.5,9.5,9.5,5,A',
    );
    expect(actions).toMatchObject([{ symbol: 'A', date: '2018-02-06', kind: 'dividend' }]);
    expect(actions[0].factor).toBeCloseTo(0.95, 12);
  });

  it('a split column counts where the price shows it, and not where the prices reflect it already', async () => {
    const rows = (close: number) =>
      `Date,Open,High,Low,Close,Volume,Stock Splits,Symbol\n2018-02-05,40,40,40,40,5,0,A\n2018-02-06,${close},${close},${close},${close},5,4,A`;
    expect((await ingestText(rows(10))).actions).toMatchObject([{ kind: 'split', factor: 0.25 }]);
    expect((await ingestText(rows(41))).actions).toEqual([]);
  });

  it('actions, names, sectors, membership and a benchmark come from files', async () => {
    const options = {
      actionsPath: csv(
        'symbol,ex_date,factor,kind\nAAA,2018-02-06,0.5,split_or_large\nZZZ,2018-02-06,0.5,split_or_large\n',
      ),
      symbolsPath: csv('symbol,name\nAAA,Triple A\nBRK-B,Berkshire\n'),
      sectorsPath: csv('Symbol,Name,Sector\nAAA,,Energy\n'),
      membershipPath: csv('ticker,start_date,end_date\nAAA,2018-02-06,\n'),
      benchmark: csv(
        'date,open,high,low,close,volume\n2017-01-03,1,1,1,1,1\n2018-02-05,1,1,1,1,1\n2019-01-02,1,1,1,1,1\n',
        'spx_daily.csv',
      ),
    };
    const path = csv([HEADER, ...ROWS].join('\n'));
    await ingested({ source: 'csv', path, ...options }, async (summary, database) => {
      expect(summary).toMatchObject({
        rowsRead: 4,
        rowsAccepted: 4,
        symbols: 3,
        firstDate: '2018-02-05',
        lastDate: '2018-02-06',
      });
      expect(
        await database.rows('SELECT symbol, name, sector, is_benchmark FROM symbols ORDER BY symbol_id'),
      ).toEqual([
        { symbol: 'AAA', name: 'Triple A', sector: 'Energy', is_benchmark: false },
        { symbol: 'BRK.B', name: 'Berkshire', sector: null, is_benchmark: false },
        { symbol: '^SPX', name: null, sector: null, is_benchmark: true },
      ]);
      expect(await database.rows('SELECT symbol_id, kind, factor FROM actions')).toEqual([
        { symbol_id: 0, kind: 'split', factor: 0.5 },
      ]);
      expect(await database.rows('SELECT symbol FROM membership')).toEqual([{ symbol: 'AAA' }]);
    });
    await expect(ingested({ source: 'csv', path, benchmark: 'SPY' }, () => undefined)).rejects.toThrow(
      /SPY has no bars/,
    );
  });
});

describe('the intake holds whatever comes', () => {
  it('rows read = accepted + rejected for any garbage, or a Problem', async () => {
    const cell = fc.oneof(
      fc.constantFrom('10', '11.5', '2018-02-07', '2018-02-08', 'AAA', '', '-1', '"', 'null', '<script>'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const line = fc.array(cell, { minLength: 1, maxLength: 9 }).map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        try {
          const { summary, bars, rejections } = await ingestText([HEADER, ...ROWS, ...lines].join('\n'));
          expect(summary.rowsRead).toBe(summary.rowsAccepted + summary.rowsRejected);
          expect([bars.length, rejections.length]).toEqual([summary.rowsAccepted, summary.rowsRejected]);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          expect(error.suggestion).toBeTruthy();
        }
      }),
      { numRuns: 40, seed: 7 },
    );
  }, 60_000);

  it('any bytes at all give a summary or a Problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const result: unknown = await ingestText(bytes).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(Problem);
      }),
      { numRuns: 40, seed: 7 },
    );
  }, 60_000);
});

describe('an ingest of the same input again', () => {
  it('writes nothing and says unchanged; another row or option is another ingest', async () => {
    const text = [HEADER, ...ROWS].join('\n');
    const path = csv(text);
    await ingested({ source: 'csv', path }, async (first, database) => {
      const { ingest, ingestOptionsSchema } = await import('../../../pipelines/ingest/index.js');
      const again = (options: object) =>
        ingest(database, ingestOptionsSchema.parse({ source: 'csv', path, ...options }), {
          onProgress: () => undefined,
          now: Date.UTC(2026, 0, 16),
        });
      expect(await again({})).toEqual({ ...first, unchanged: true });
      expect(await again({ adjusted: 'all' })).toMatchObject({ unchanged: false, dataHash: first.dataHash });
      folder.file(path.slice(path.lastIndexOf('/') + 1), `${text}\n2018-02-07,1,1,1,1,1,AAA`);
      const changed = await again({});
      expect(changed).toMatchObject({ unchanged: false, rowsAccepted: 4 });
      expect(changed.dataHash).not.toBe(first.dataHash);
      expect(await database.rows('SELECT count(*) AS n FROM bars')).toEqual([{ n: 4 }]);
    });
  });
});
